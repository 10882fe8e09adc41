/** A component in a lesson's Markdown, with what stands between its two tags. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Undefined for a tag that closes itself. */
  readonly content: string | undefined;
  /** Where it stands in the text: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

/**
 * The components of these names, in the order in which they stand; one inside another comes after it. What stands in a code
 * block is text. Throws where a tag has no end.
 */
export function tagsIn(text: string, names: readonly string[]): readonly Tag[] {
  const opening = new RegExp(`<(${names.join('|')})((?:\\s+[\\w:.@-]+(?:="[^"]*"|='[^']*')?)*)\\s*(/?)>`, 'g');
  const code = codeIn(text);
  return [...text.matchAll(opening)]
    .filter(({ index }) => !code.some(({ start, end }) => start <= index && index < end))
    .map((match) => {
      const [whole, name = '', attributes = '', closes] = match;
      const openEnd = match.index + whole.length;
      const closing = `</${name}>`;
      const close = closes === '/' ? undefined : text.indexOf(closing, openEnd);
      if (close === -1) throw new Error(`<${name}${attributes}> is never closed`);
      return {
        name,
        attributes: attributesIn(attributes),
        content: close === undefined ? undefined : text.slice(openEnd, close),
        start: match.index,
        end: close === undefined ? openEnd : close + closing.length,
      };
    });
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/([\w:.@-]+)(?:="([^"]*)"|='([^']*)')?/g);
  return Object.fromEntries([...found].map(([, name = '', double, single]) => [name, plain(double ?? single ?? '')]));
}

function plain(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** Fenced blocks, and code in a line. */
function codeIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/^```[\s\S]*?^```|`[^`\n]+`/gm)].map(({ 0: code, index }) => ({
    start: index,
    end: index + code.length,
  }));
}

/** Puts something else in the place of each tag. */
export function replaceTags(text: string, tags: readonly Tag[], replace: (tag: Tag) => string): string {
  let replaced = '';
  let place = 0;
  for (const tag of tags) {
    replaced += text.slice(place, tag.start) + replace(tag);
    place = tag.end;
  }
  return replaced + text.slice(place);
}
