import { Refusal } from '../actions/action.ts';
import { quote } from '../grammar/words.ts';
import type { Evidence } from './evidence.ts';
import type { ExplainedValue } from './nouns.ts';
import type { Parent } from './leading.ts';

/** Why a node is up or down. */
export function explainNode(name: string, evidence: Evidence, question = `why ${name}`): ExplainedValue {
  const { run, words } = evidence;
  const member = run.cluster.members.find((each) => each.name === name);
  if (member === undefined) throw new Refusal(words.refusals.nobody(name));
  const { states } = run.language.answers;
  const at = evidence.lastOf(run.told.length, name, [
    ...(['node started', 'node failed', 'node stopped', 'node killed', 'node unplugged'] as const),
    ...(['node paused', 'node resumed'] as const),
  ]);
  const state = member.node.isPaused ? states.paused : states[member.state];
  return { question, explained: { says: words.nouns.cluster(name, state) }, from: eventOf(at) };
}

/** Why the ledger holds what it holds: what applications did, each time. */
export function explainLedger(value: string | null | undefined, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const question = value === undefined ? 'why ledger' : `why ledger holds ${quote(value ?? '')}`;
  const last = run.ledger.entries.at(-1);
  if (last === undefined) {
    const read = evidence.before(run.told.length, 'records polled');
    return { question, explained: { says: words.nouns.ledgerEmpty }, from: eventOf(read) ?? command(evidence) };
  }
  const entry = value === undefined ? last.entry : (value ?? '');
  const done = run.ledger.entries.filter((each) => each.entry === entry);
  const at = evidence.before(run.told.length, 'processed', (event) => event.entry === entry);
  if (done.length === 0) {
    const accepted = evidence.before(run.told.length, 'record accepted', (event) => event.value === entry);
    return {
      question,
      explained: { says: words.nouns.ledgerNever(entry) },
      from: eventOf(accepted) ?? command(evidence),
    };
  }
  const by = [...new Set(done.map((each) => each.by))].join(', ');
  const says = words.nouns.ledger(entry, done.length, by);
  const from = eventOf(at) ?? command(evidence);
  const records = [...new Set(done.map(({ partition, offset }) => `${partition}@${offset}`))];
  if (done.length === 1) return { question, explained: { says }, from };
  const how = records.length === 1 ? words.nouns.readAgain(records[0]!) : words.nouns.appendedAgain(records);
  const together = evidence.told.flatMap((event, index) =>
    event.name === 'processed' && event.entry === entry ? [index] : [],
  );
  return { question, explained: { says: `${says} ${how}` }, from, together };
}

/** Why a client was told what it was told. */
export function explainOutcome(client: string, outcome: string, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const question = `why ${client} got ${outcome}`;
  const outcomes = run.outcomesOf(client);
  const says = outcomes.length === 0 ? words.nouns.gotNothing(client) : words.nouns.got(client, outcome, outcomes);
  const length = run.told.length;
  const at =
    outcome === 'acknowledgement' || outcome === 'sent'
      ? evidence.lastOf(length, client, [outcome === 'sent' ? 'record sent' : 'record acknowledged'])
      : evidence.before(length, 'record failed', ({ node, error }) => node === client && error === outcome);
  const call =
    at === undefined
      ? undefined
      : (evidence.call(['judgeAnswer'], at) ??
        evidence.call(['isOverdue', 'isSentAgain'], at, {
          matches: ({ rule, result }) => result === (rule === 'isOverdue'),
        }));
  const unasked = outcome === 'sent' && at !== undefined ? ` ${words.clients.acknowledgedUnasked(client)}` : '';
  return { question, explained: { says: says + unasked, call }, from: eventOf(at) ?? command(evidence) };
}

/** Why it is quiet, or what still goes on. */
export function explainQuiet(evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const question = 'why quiet';
  const last = run.story.at(-1);
  const from = last === undefined ? command(evidence) : { event: last.event };
  if (run.isQuiet) return { question, explained: { says: words.nouns.quiet }, from };
  const left = lastUnarrived(evidence);
  const waiting = left === undefined ? words.nouns.waitsForCall : words.nouns.waitsForMessages;
  return { question, explained: { says: words.nouns.notQuiet(waiting) }, from: eventOf(left) ?? from };
}

/** The oldest message of meaning that has neither arrived nor been lost. */
function lastUnarrived({ told }: Evidence): number | undefined {
  const underWay = new Map<number, number>();
  for (const [index, event] of told.entries()) {
    if (event.name === 'message left') underWay.set(event.message, index);
    else if (event.name === 'message arrived' || event.name === 'message lost') underWay.delete(event.message);
  }
  const [first] = underWay.values();
  return first;
}

/** What only somebody's command changes: which rules stand in the place of others, which faults wait or last. */
export function explainTold(about: 'rules' | 'faults', evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const { length } = run.told;
  if (about === 'rules') {
    const number = evidence.command(length, (does) => does === 'rule');
    const from = number === undefined ? undefined : { command: number };
    return { question: 'why rules', explained: { says: words.nouns.rules(run.oldRules) }, from };
  }
  const at = evidence.told.findLastIndex(({ name }) =>
    [
      'fault armed',
      'link cut',
      'link slowed',
      'link made lossy',
      'node paused',
      'disk damaged',
      'clock skewed',
    ].includes(name),
  );
  const count = run.cluster.interceptions.armed.length + (at < 0 ? 0 : 1);
  return {
    question: 'why faults',
    explained: { says: words.nouns.faults(count) },
    from: at < 0 ? undefined : { event: at },
  };
}

function eventOf(event: number | undefined): Parent {
  return event === undefined ? undefined : { event };
}

function command(evidence: Evidence): Parent {
  const number = evidence.command(evidence.told.length);
  return number === undefined ? undefined : { command: number };
}
