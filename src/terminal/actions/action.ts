import { FaultError } from '../../cluster/faults.ts';
import { SettingError } from '../../configuration/tables.ts';
import { KafkaException } from '../../delivery/kafka-exception.ts';
import type { Answers } from '../../narration/english-answers.ts';
import { CastError } from '../cast.ts';
import type { Command, Does } from '../grammar/index.ts';
import { type Expectation, type SaidLine, said } from '../outcome.ts';
import type { Ended, Run } from '../run.ts';
import type { WhyAnswer } from '../why-answer.ts';

/** What a command answers beside the story that it makes happen. */
export interface Answer {
  readonly ok: boolean;
  readonly lines: readonly SaidLine[];
  readonly expectation?: Expectation;
  /** Of `why`. */
  readonly why?: WhyAnswer;
}

export interface How {
  /** The line ends in `&`: nobody waits for what it asks for. */
  readonly background: boolean;
}

export type CommandThat<Name extends Does> = Extract<Command, { readonly does: Name }>;

/** One function for each of these commands. */
export type Actions<Names extends Does> = {
  readonly [Name in Names]: (command: CommandThat<Name>, run: Run, how: How) => Promise<Answer> | Answer;
};

/** What was asked for cannot be done here; the message is a sentence that says why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export const fine: Answer = { ok: true, lines: [] };

export function answered(...texts: readonly string[]): Answer {
  return { ok: true, lines: said('answer', ...texts) };
}

export function withHint(...texts: readonly string[]): Answer {
  return { ok: true, lines: said('hint', ...texts) };
}

/** What came of something that takes time, in words; `tell` says it where it was done. */
export function answerOf<T>(ended: Ended<T>, run: Run, how: How, tell: (value: T) => Answer = () => fine): Answer {
  const { answers } = run.language;
  switch (ended.state) {
    case 'done':
      return tell(ended.value);
    case 'failed':
      // What Kafka answers belongs to the run; what could not even be asked for is refused.
      if (!(ended.error instanceof KafkaException)) throw ended.error;
      return { ok: false, lines: said('error', problemOf(ended.error, answers)) };
    case 'waiting':
      return how.background || run.nowUs >= run.stopAtUs
        ? fine
        : { ok: false, lines: said('error', answers.stillWaiting) };
  }
}

/** An error that was foreseen, as a line; one that was not is thrown on. */
export function problemOf(error: Error, answers: Answers): string {
  if (error instanceof KafkaException) return answers.failed(error.kafkaName, error.message);
  if (isForeseen(error)) return sentence(error.message);
  throw error;
}

/** Whether it is something that the user can do otherwise, and not our mistake. */
export function isForeseen(error: unknown): error is Error {
  return [Refusal, CastError, FaultError, SettingError, KafkaException].some((type) => error instanceof type);
}

function sentence(text: string): string {
  // A name in front stays as it is.
  const begun = /^(there|which|unknown|a|the) /.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text;
  return /[.!?)]$/.test(begun) ? begun : `${begun}.`;
}
