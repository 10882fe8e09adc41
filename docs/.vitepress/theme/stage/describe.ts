import { lengthOf } from '../../../../src/delivery/shared-queue.ts';
import { hasLedger, judge, ledgerRows, mayCome } from './ledger.ts';
import type { LogsLayout, MarkPlace } from './logs-layout.ts';
import type { Picture } from './picture.ts';
import type { Words } from '../words/english.ts';

/** Everything that the stage shows, as sentences for those who cannot see it. */
export function describe(picture: Picture, words: Words, showsLedger = hasLedger(picture)): readonly string[] {
  const { nodes, clients, logs, inFlight, lost, cuts, armed, ledger } = picture;
  return [
    ...nodes.map(({ name, kind, state }) => {
      const client = clients.find((one) => one.name === name);
      const said = [words.picture.node(name, kind, state)];
      if (client?.sending) said.push(`${client.sending.value ?? ''} ${words.sending(client.sending)}`);
      if (client?.processed) said.push(`${client.processed.entry} ${words.processed(client.processed.times)}`);
      for (const [partition, offset] of Object.entries(client?.positions ?? {})) {
        said.push(words.position(partition, offset));
      }
      return said.join(', ');
    }),
    ...logs.map(words.picture.log),
    ...inFlight.filter(({ isQuiet }) => !isQuiet).map(words.picture.message),
    ...lost.map(words.picture.lost),
    ...cuts.map(({ from, to }) => words.picture.cut(from, to)),
    ...[...new Set(armed)].map(words.picture.armed),
    ...(showsLedger ? ledgerRows(ledger).map(words.picture.row) : []),
  ];
}

/** What was reckoned in each run that is shown, in a sentence; nothing where nobody did anything outside Kafka. */
export function describeLedgers(
  scenes: readonly { readonly picture: Picture }[],
  names: readonly string[],
  words: Words,
  isShown: (picture: Picture) => boolean = hasLedger,
): string {
  const said = scenes.map(({ picture }, index) => {
    if (!isShown(picture)) return [];
    const rows = ledgerRows(picture.ledger).map((row) => ({ row, judgement: judge(row, mayCome(row, picture)) }));
    // Before anybody has done anything only what is lost is worth a word.
    const telling = rows.filter(({ judgement }) => lengthOf(picture.ledger.done) > 0 || judgement === 'never');
    return telling.map(({ row, judgement }) => words.ledger.heard(names[index] ?? '', row, judgement));
  });
  return said.flat().join(' ');
}

/** Everything that the view of the logs shows besides, as sentences. */
export function describeLogs({ rows }: LogsLayout, words: Words): readonly string[] {
  return rows.map(({ strip: { log }, marks }) =>
    words.stage.log(
      log.partition,
      log.broker,
      log.segments.length + 1,
      marks.map((place) => sayMark(place, words)),
    ),
  );
}

export function sayMark({ marks, offset }: Pick<MarkPlace, 'marks' | 'offset'>, words: Words): string {
  return words.stage.mark(
    marks.map((mark) => words.stage.marks[mark]),
    offset,
  );
}
