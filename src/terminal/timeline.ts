import type { Run } from './run.ts';

const mostLines = 100;

/** The messages that mean something and all that was told, in order: the last of them, as many as can be read. */
export function printTimeline(run: Run): readonly string[] {
  const sentences = new Map(
    run.story.map(({ event, text, mark }) => [event, mark === undefined ? text : `${mark} ${text}`]),
  );
  const lines: string[] = [];
  for (let index = run.told.length - 1; index >= 0 && lines.length < mostLines; index--) {
    const event = run.told[index]!;
    const text = sentences.get(index) ?? (event.name === 'message left' ? messageLine(event) : undefined);
    if (text !== undefined) lines.push(`${String(Math.floor(event.atUs / 1000)).padStart(6)} ms  ${text}`);
  }
  return lines.reverse();
}

function messageLine({
  from,
  to,
  label,
}: {
  readonly from: string;
  readonly to: string;
  readonly label: object | undefined;
}): string | undefined {
  const { api, kind, summary } = (label ?? {}) as {
    readonly api?: string;
    readonly kind?: string;
    readonly summary?: string;
  };
  if (api === undefined) return undefined;
  return `${from} → ${to}  ${api} ${kind}${summary ? ` ${summary}` : ''}`;
}
