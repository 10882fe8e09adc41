import { Refusal } from './actions/action.ts';
import { brokerFor } from './conditions.ts';
import { firstDifference } from './difference.ts';
import type { Command, Does, ParsedCommand } from './grammar/index.ts';
import { writePartition } from './grammar/names.ts';
import { partitionsOf, recordsOf } from './look.ts';
import { type Outcome, type SaidLine, said, type TellingSentence } from './outcome.ts';
import { type Played, replay } from './play.ts';
import { print, shownFrom, telling } from './printed.ts';
import type { Run } from './run.ts';
import type { Session } from './session.ts';
import { type Variation, withoutCommand, withRule, withSeed, withSettings } from './variation.ts';

type CommandThat<Name extends Does> = Extract<Command, { readonly does: Name }>;

/** `again`: the same run with one change, beside the run as it was. The prompt stays where it is. */
export const again = {
  async again({ seed }: CommandThat<'again'>, session: Session): Promise<Outcome> {
    if (seed !== undefined) return compare(withSeed(session.commands, seed), `seed=${seed}`, session);
    const { answers } = session.world.language;
    const { run } = await replay(session.commands, session.world);
    const isSame = run.hash === session.hash;
    return session.outcome(
      isSame,
      said(isSame ? 'answer' : 'error', isSame ? answers.againSame(run.hash) : answers.againDiffers),
    );
  },

  'again set': ({ name, settings }: CommandThat<'again set'>, session: Session) =>
    compare(
      withSettings(session.commands, name, settings),
      `${name} ${Object.entries(settings)
        .map(([key, value]) => `${key}=${value}`)
        .join(' ')}`,
      session,
    ),

  'again rule': ({ rule, which }: CommandThat<'again rule'>, session: Session) =>
    compare(withRule(session.commands, rule, which), `rule ${rule} ${which}`, session),

  'again without': ({ number }: CommandThat<'again without'>, session: Session) =>
    compare(withoutCommand(session.commands, number), `without #${number}`, session),
};

async function compare(variation: Variation, name: string, session: Session): Promise<Outcome> {
  if ('impossible' in variation) throw new Refusal(variation.impossible);
  const { answers } = session.world.language;
  const asItWas = await replay(session.commands, session.world);
  const changed = await replay(variation.commands, session.world);
  session.compared = variation.commands;
  const lines: readonly SaidLine[] = [
    ...differenceBetween(asItWas.run, changed.run),
    ...expectationsBetween(asItWas.played, changed.played, session),
    ...logsBetween(asItWas.run, changed.run),
    ...ledgersBetween(asItWas.run, changed.run),
    ...refusals(changed.played, variation.commands),
    ...said('comment', answers.stillInFirst),
  ];
  return {
    ok: true,
    isRefused: false,
    lines,
    runs: [shownFrom(session.run, session.run.told.length, answers.asItWasName), shownFrom(changed.run, 0, name)],
    nowUs: session.run.nowUs,
  };
}

/** Where the stories part, and how the changed one goes on from there. */
function differenceBetween(one: Run, other: Run): readonly SaidLine[] {
  const { answers } = one.language;
  const difference = firstDifference(weighty(one), weighty(other));
  if (difference === undefined) return said('answer', answers.sameStory);
  const { one: before, other: after } = difference;
  const goesOn = after === undefined ? [] : other.sentences.filter(({ event }) => event >= after.event);
  return [
    ...said('answer', answers.firstDifference, answers.asItWas(before?.text), answers.asItIs(after?.text)),
    ...print(goesOn, other).map((line) => ({ ...line, event: undefined })),
  ];
}

/** Details are left out: what matters is what a reader would call another story. */
function weighty({ story }: Run): readonly TellingSentence[] {
  return story.filter(({ level }) => level !== 'detail').map(telling);
}

function expectationsBetween(
  one: readonly Played[],
  other: readonly Played[],
  { world }: Session,
): readonly SaidLine[] {
  const before = new Map(
    one.flatMap(({ answer: { expectation } }) => (expectation ? [[expectation.condition, expectation.holds]] : [])),
  );
  return other.flatMap(({ answer: { expectation } }) => {
    const held = expectation && before.get(expectation.condition);
    if (expectation === undefined || held === undefined || held === expectation.holds) return [];
    const text = world.language.answers.expectationChanged(expectation.condition, held, expectation.holds);
    return said('headline', text);
  });
}

function logsBetween(one: Run, other: Run): readonly SaidLine[] {
  const before = recordCounts(one);
  return [...recordCounts(other)].flatMap(([partition, count]) => {
    const was = before.get(partition) ?? 0;
    return was === count ? [] : said('headline', one.language.answers.logChanged(partition, was, count));
  });
}

function ledgersBetween(one: Run, other: Run): readonly SaidLine[] {
  const entries = new Set([...one.ledger.entries, ...other.ledger.entries].map(({ entry }) => entry));
  return [...entries].flatMap((entry) => {
    const [was, is] = [one.ledger.count(entry), other.ledger.count(entry)];
    return was === is ? [] : said('headline', one.language.answers.ledgerChanged(entry, was, is));
  });
}

function recordCounts(run: Run): ReadonlyMap<string, number> {
  return new Map(
    partitionsOf(run).map((partition) => {
      const name = writePartition(partition);
      return [name, recordsOf(brokerFor(partition, undefined, run), name).length];
    }),
  );
}

/** What could not be done any more once something was changed. */
function refusals(played: readonly Played[], commands: readonly ParsedCommand[]): readonly SaidLine[] {
  return played.flatMap(({ isRefused, answer }, index) =>
    isRefused ? [...said('comment', `> ${commands[index]!.text}`), ...answer.lines] : [],
  );
}
