import { Refusal } from '../actions/action.ts';
import { type RecordName, writeRecord } from '../grammar/names.ts';
import type { Run } from '../run.ts';
import type { WhyAnswer } from '../why-answer.ts';
import { causesOf, chain, chains } from './causes.ts';
import { clients } from './clients.ts';
import { compaction } from './compaction.ts';
import { type EventName, Evidence } from './evidence.ts';
import type { Explained, Explanations } from './explained.ts';
import { logs } from './logs.ts';
import { nodes } from './nodes.ts';
import type { Parent } from './leading.ts';
import { recordAt } from './records.ts';
import { explainValue, type ValueQuestion } from './nouns.ts';
import { ruleAtWork } from './values.ts';

/** What can be asked about. */
export type Question =
  /** What was shown last. */
  | { readonly about: 'last' }
  | { readonly about: 'event'; readonly event: number }
  | { readonly about: 'command'; readonly number: number }
  | { readonly about: 'message'; readonly message: number }
  | { readonly about: 'record'; readonly record: RecordName }
  | ValueQuestion;

/** One for each event that can be told; one that is missing does not compile. */
export const explanations: Explanations = { ...logs, ...compaction, ...clients, ...nodes };

/** Every event, by name: the list that tests go through. */
export const eventNames = Object.keys(explanations) as readonly EventName[];

/** Throws `Refusal` where there is nothing of that name. */
export function explain(question: Question, run: Run): WhyAnswer {
  const evidence = new Evidence(run);
  const { refusals } = evidence.words;
  switch (question.about) {
    case 'last': {
      const last = lastShown(evidence);
      if (last === undefined) throw new Refusal(refusals.nothingTold);
      return explainEvent(last, evidence, 'why');
    }
    case 'event':
      if (run.told[question.event] === undefined) throw new Refusal(refusals.noEvent(question.event, run.told.length));
      return explainEvent(question.event, evidence);
    case 'message': {
      const left = evidence.departure(question.message);
      if (left === undefined) throw new Refusal(refusals.noMessage(question.message));
      const asked = `why message ${question.message}`;
      const lost = evidence.before(run.told.length, 'message lost', ({ message }) => message === question.message);
      return explainEvent(lost ?? left, evidence, asked);
    }
    case 'command':
      return explainCommand(question.number, evidence);
    case 'record': {
      const { index, says, lost } = recordAt(question.record, evidence);
      const asked = `why ${writeRecord(question.record)}`;
      if (lost !== undefined) return answerOf(asked, lost.explained, lost.from, evidence);
      const answer = explainEvent(index, evidence, asked);
      return { ...answer, says: says(answer.says) };
    }
    default: {
      const { explained, from, together, question: asked } = explainValue(question, evidence);
      const answer = answerOf(asked, explained, from, evidence);
      return together === undefined ? answer : { ...answer, causes: chains(together, evidence) };
    }
  }
}

function explainEvent(index: number, evidence: Evidence, question = `why event ${index}`): WhyAnswer {
  const event = evidence.told[index]!;
  const find = explanations[event.name] as (event: unknown, index: number, evidence: Evidence) => Explained;
  const explained = find(event, index, evidence);
  const isForgotten = explained.forgotten !== undefined && evidence.run.cluster.ruleCalls !== undefined;
  return {
    ...answered(question, explained, evidence),
    ...(isForgotten ? { forgottenAtUs: event.atUs } : {}),
    causes: causesOf(index, evidence),
  };
}

/** What a command was followed by is what it is asked about: the most telling thing that it made happen. */
function explainCommand(number: number, evidence: Evidence): WhyAnswer {
  const { run, words } = evidence;
  const command = run.commands[number - 1];
  if (command === undefined) throw new Refusal(words.refusals.noCommand(number));
  const telling = mostTelling(number, evidence);
  if (telling !== undefined) return explainEvent(telling, evidence, `why #${number}`);
  throw new Refusal(words.refusals.nothingCame(number, evidence.commandLine(number)));
}

/** Of what a command made happen: its last headline, else its last step. */
function mostTelling(number: number, { run }: Evidence): number | undefined {
  const { eventsBefore } = run.commands[number - 1]!;
  const end = run.commands[number]?.eventsBefore ?? Infinity;
  const own = run.storySince(eventsBefore).filter(({ event }) => event < end);
  const telling =
    own.findLast(({ level }) => level === 'headline') ?? own.findLast(({ level }) => level === 'step') ?? own.at(-1);
  return telling?.event;
}

/** Of the last command that made anything happen. */
function lastShown(evidence: Evidence): number | undefined {
  const { commands, story } = evidence.run;
  for (let number = commands.length; number > 0; number--) {
    const telling = mostTelling(number, evidence);
    if (telling !== undefined) return telling;
  }
  return story.at(-1)?.event;
}

function answerOf(question: string, explained: Explained, from: Parent, evidence: Evidence): WhyAnswer {
  return { ...answered(question, explained, evidence), causes: chain(from, evidence) };
}

function answered(
  question: string,
  { says, call, forgotten }: Explained,
  { run, words }: Evidence,
): Omit<WhyAnswer, 'causes'> {
  if (forgotten !== undefined) {
    const { tooLongAgo, notNoted } = words.refusals;
    return { question, says: (run.cluster.ruleCalls === undefined ? notNoted : tooLongAgo)(forgotten) };
  }
  return { question, says, ...(call === undefined ? {} : { rule: ruleAtWork(call, words) }) };
}
