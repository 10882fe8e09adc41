import type { Rules } from '../broker/rules.ts';
import { compressionCodecs } from '../bytes/compression/codec.ts';
import { loadCodecs } from '../bytes/compression/codecs.ts';
import { loadZstdWriter } from '../bytes/compression/zstd/writer.ts';
import type { Language } from '../narration/index.ts';
import { act, isActed, isLook } from './actions/index.ts';
import { type Answer, fine, isForeseen, problemOf, Refusal } from './actions/action.ts';
import { type Command, notBuilt, notYet, type ParsedCommand } from './grammar/index.ts';
import { writeTime } from './grammar/times.ts';
import { said } from './outcome.ts';
import { Run } from './run.ts';
import type { ClusterBehind } from './cluster-behind.ts';
import type { LoopOptions } from '../world/simulated/loop.ts';

/** What became of one command of a run. */
export interface Played {
  readonly run: Run;
  /** The instant at which it began, and how many events and sentences had been told by then. */
  readonly atUs: number;
  readonly eventsBefore: number;
  readonly sentencesBefore: number;
  readonly answer: Answer;
  /** It could not be done at all: nothing was tried. */
  readonly isRefused: boolean;
}

/** In what a run begins. */
export interface World {
  readonly seed: number;
  readonly language: Language;
  readonly loop: LoopOptions;
  /** Whether the bytes of messages are kept; it changes no run. */
  readonly keepsFrames?: boolean;
  /** Rules in the place of Kafka's own: a learner's. */
  readonly rules?: Partial<Rules>;
  /** Makes a cluster in real time, where there is no going back. */
  readonly live?: () => ClusterBehind;
}

/** Runs one command; one that creates a cluster begins a new run, and the first of all needs none. */
export async function play(parsed: ParsedCommand, before: Run | undefined, world: World): Promise<Played> {
  const { command } = parsed;
  // A codec that has to be loaded first is loaded before the run goes on: no run can wait for it.
  if (parsed.text.includes('zstd')) await loadZstdWriter();
  if (compressionCodecs.some((codec) => parsed.text.includes(codec))) await loadCodecs();
  if (command.does === 'create cluster') return createCluster(parsed, command, before, world);
  const run = before ?? (await Run.start(world));
  const beforeUs = run.nowUs;
  if (parsed.atMs !== undefined && parsed.atMs * 1000 > run.nowUs) await run.pass(parsed.atMs * 1000 - run.nowUs);
  const { nowUs: atUs, told, sentences } = run;
  const played = { run, atUs, eventsBefore: told.length, sentencesBefore: sentences.length };
  // Who asks why hears of the command that led to something.
  if (!isLook(command)) run.commands.push({ parsed, eventsBefore: told.length });
  const tooLate = parsed.atMs !== undefined && parsed.atMs < Math.floor(atUs / 1000);
  try {
    const answer = await actOn(parsed, run);
    const note = tooLate
      ? said('comment', run.language.answers.tooLate(writeTime(parsed.atMs!), Math.floor(atUs / 1000)))
      : [];
    return { ...played, answer: { ...answer, lines: [...note, ...answer.lines] }, isRefused: false };
  } catch (error) {
    if (run.nowUs === beforeUs && run.commands.at(-1)?.parsed === parsed) run.commands.pop();
    return { ...played, answer: refusal(error, world), isRefused: true };
  }
}

async function actOn({ command, background }: ParsedCommand, run: Run): Promise<Answer> {
  refuseUnbuilt(command);
  if (!isActed(command)) throw new Refusal(run.language.answers.promptOnly(command.does));
  return act(command, run, { background });
}

function refuseUnbuilt(command: Command): void {
  const unbuilt = notBuilt(command);
  if (unbuilt !== undefined) throw new Refusal(notYet(unbuilt));
}

async function createCluster(
  parsed: ParsedCommand,
  { seed, settings }: Extract<Command, { does: 'create cluster' }>,
  before: Run | undefined,
  world: World,
): Promise<Played> {
  try {
    refuseUnbuilt(parsed.command);
    const run = await Run.begin({ ...world, seed: seed ?? world.seed, settings });
    run.commands.push({ parsed, eventsBefore: 0 });
    const played = { run, atUs: 0, eventsBefore: 0, sentencesBefore: 0 };
    // A broker that did not start is a cluster too: its file of settings can be mended, and it can be started.
    const { problem } = run;
    const answer = problem === undefined ? fine : { ok: false, lines: said('error', problem) };
    return { ...played, answer, isRefused: false };
  } catch (error) {
    const run = before ?? (await Run.start(world));
    const played = { run, atUs: run.nowUs, eventsBefore: run.told.length, sentencesBefore: run.sentences.length };
    return { ...played, answer: refusal(error, world), isRefused: true };
  }
}

/** What was foreseen is an answer; what was not is our mistake, and thrown on. */
function refusal(error: unknown, { language }: World): Answer {
  if (!isForeseen(error)) throw error;
  return { ok: false, lines: said('error', problemOf(error, language.answers)) };
}

/** Commands one after the other in a new run, up to an instant at most. */
export interface Replayed {
  readonly run: Run;
  readonly played: readonly Played[];
  /** The last command was not done when the instant came. */
  readonly isInterrupted: boolean;
}

export async function replay(commands: readonly ParsedCommand[], world: World, stopAtUs = Infinity): Promise<Replayed> {
  let run: Run | undefined;
  const played: Played[] = [];
  for (const parsed of commands) {
    if (run === undefined && parsed.command.does !== 'create cluster') run = await Run.start(world);
    if (run !== undefined && run.nowUs >= stopAtUs) break;
    if (run !== undefined) run.stopAtUs = stopAtUs;
    const each = await play(parsed, run, world);
    run = each.run;
    played.push(each);
  }
  run ??= await Run.start(world);
  const isInterrupted = run.nowUs >= stopAtUs && played.length > 0;
  run.stopAtUs = stopAtUs;
  if (run.nowUs < stopAtUs && stopAtUs < Infinity) await run.pass(stopAtUs - run.nowUs);
  run.stopAtUs = Infinity;
  return { run, played, isInterrupted };
}
