import type { SaidLine, SaidTone } from '../terminal/outcome.ts';

/** How the terminal's lines look in a real terminal; the words alone say everything, so colours may be missing. */
const styles: Readonly<Record<SaidTone, string>> = {
  headline: '\u001b[1m',
  story: '',
  detail: '\u001b[2m',
  answer: '',
  hint: '\u001b[36m',
  error: '\u001b[31m',
  comment: '\u001b[2m',
};
const plain = '\u001b[0m';

/** Coloured only where somebody looks: not in a pipe, not where NO_COLOR asks for it. */
export function mayUseColours(): boolean {
  return process.stdout.isTTY === true && !process.env['NO_COLOR'];
}

export function write(lines: readonly SaidLine[], { coloured = mayUseColours() } = {}): void {
  for (const { text, tone } of lines) {
    const style = coloured ? styles[tone] : '';
    process.stdout.write(style === '' ? `${text}\n` : `${style}${text}${plain}\n`);
  }
}
