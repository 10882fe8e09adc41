/** So many characters stand in a line of the editor beside a figure. */
export const editorCharacters = 56;

/** What an answer begins with, in lines that an editor has room for: comments and signatures go over several. */
export function narrowed(source: string, most: number = editorCharacters): string {
  return source
    .split('\n')
    .flatMap((line) => (line.length <= most ? [line] : narrowLine(line, most)))
    .join('\n');
}

function narrowLine(line: string, most: number): readonly string[] {
  const comment = /^( *)\/\*\* (.*) \*\/$/.exec(line);
  if (comment !== null) {
    const [, indent = '', text = ''] = comment;
    const lines = wrapped(text, most - indent.length - 3).map((each) => `${indent} * ${each}`);
    return [`${indent}/**`, ...lines, `${indent} */`];
  }
  const within = /^( *\* )(.*)$/.exec(line);
  if (within !== null) return wrapped(within[2]!, most - within[1]!.length).map((each) => `${within[1]}${each}`);
  const signature = /^(export function \w+\()(.*)(\): .* \{)$/.exec(line);
  if (signature === null) return [line];
  const parameters = signature[2]!.split(/, (?=\w+: )/);
  return [signature[1]!, ...parameters.map((each) => `  ${each},`), signature[3]!];
}

function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
