import { loadCodecs } from '../bytes/compression/codecs.ts';
import { milliseconds } from './actions/time.ts';
import { Refusal } from './actions/action.ts';
import { type Command, type Does, helpFor, helpOverview, parse } from './grammar/index.ts';
import { hintsFor, hintsOfTask } from './hints.ts';
import { lineOf, stampedLine } from './history.ts';
import { writeLink } from './link.ts';
import { offering, type Outcome, said } from './outcome.ts';
import type { Session } from './session.ts';

type CommandThat<Name extends Does> = Extract<Command, { readonly does: Name }>;
type Verbs = { readonly [Name in Does]?: (command: CommandThat<Name>, session: Session) => Promise<Outcome> | Outcome };

/** A second run beside the first is seldom asked for, and what it takes is loaded then. */
const besideAnother = async () => (await import('./again.ts')).again;

/** What goes from one run to another, and what belongs to the prompt alone. */
const verbs: Verbs = {
  again: async (command, session) => (await besideAnother()).again(command, session),
  'again set': async (command, session) => (await besideAnother())['again set'](command, session),
  'again rule': async (command, session) => (await besideAnother())['again rule'](command, session),
  'again without': async (command, session) => (await besideAnother())['again without'](command, session),

  async 'goto instant'({ timeMs }, session) {
    const { answers } = session.world.language;
    const aheadUs = timeMs * 1000 - session.run.nowUs;
    if (aheadUs > 0) return session.execute(`wait ${Math.ceil(aheadUs / 1000)}ms`);
    const known = session.entries.filter(({ atUs = 0 }) => atUs < timeMs * 1000);
    await session.goBackTo(
      known.map(({ parsed }) => parsed),
      timeMs * 1000,
    );
    return session.outcomeAnew(true, said('answer', answers.backAt(timeMs, session.entries.length)));
  },

  async 'goto command'({ number }, session) {
    const { answers } = session.world.language;
    if (number > session.entries.length) throw new Refusal(answers.noSuchCommand(number));
    await session.goBackTo(session.commands.slice(0, number));
    return session.outcomeAnew(true, said('answer', answers.backAt(milliseconds(session.run), number)));
  },

  async undo(_, session) {
    const { answers } = session.world.language;
    const last = session.entries.at(-1);
    if (!(await session.undo())) throw new Refusal(answers.nothingToUndo);
    const text = last === undefined ? 'reset' : lineOf(last.parsed);
    return session.outcomeAnew(true, said('answer', answers.undone(text, milliseconds(session.run))));
  },

  async reset(_, session) {
    await session.goBackTo([]);
    return session.outcomeAnew(true, said('answer', session.world.language.answers.startedOver));
  },

  'show history'(_, session) {
    const lines = session.entries.map((entry, index) => `#${String(index + 1).padEnd(4)}${stampedLine(entry)}`);
    return session.outcome(
      true,
      said('answer', ...(lines.length === 0 ? [session.world.language.answers.nothingTyped] : lines)),
    );
  },

  help({ verb, noun }, session) {
    return session.outcome(true, said('answer', ...(verb === undefined ? helpOverview() : helpFor(verb, noun))));
  },

  hint(_, session) {
    const { answers } = session.world.language;
    if (session.hints.length > 0) session.hintsAsked = Math.min(session.hints.length, session.hintsAsked + 1);
    const hints = session.hints.length > 0 ? hintsOfTask(session) : hintsFor(session);
    const lines = hints.flatMap((hint) =>
      parse(hint).kind === 'command' ? offering(hint, said('hint', answers.tryThis(hint))) : said('hint', hint),
    );
    return session.outcome(true, lines);
  },

  async next(_, session) {
    const { answers } = session.world.language;
    if (session.story.length === 0) throw new Refusal(answers.noStory);
    const line = session.story[session.storyAt];
    if (line === undefined) throw new Refusal(answers.nothingNext);
    const outcome = await session.execute(line);
    return { ...outcome, ran: line, lines: [...said('comment', `> ${line}`), ...outcome.lines] };
  },

  async link(_, session) {
    await loadCodecs();
    const { commands } = session.plan;
    return session.outcome(true, said('answer', `#${writeLink({ commands, hash: session.hash })}`));
  },

  save({ file }, session) {
    const { answers } = session.world.language;
    if (session.shelf.save === undefined) throw new Refusal(answers.cannotSave);
    const problem = session.shelf.save(file, session.experiment);
    if (problem !== undefined) throw new Refusal(problem);
    return session.outcome(true, said('answer', answers.saved(file)));
  },

  run({ file }, session) {
    const text = session.shelf.read(file);
    if (text === undefined) throw new Refusal(session.world.language.answers.noExperiment(file, session.shelf.names()));
    return session.runLines(text);
  },
};

export const promptVerbs = verbs as {
  readonly [Name in Does]?: (command: never, session: Session) => Promise<Outcome> | Outcome;
};
