import { lostAnswer } from '../stage/testing/lost-answer.ts';
import type { Outcome } from '../../../../src/terminal/outcome.ts';
import type { Told } from '../stage/told.ts';

const says: Record<string, string> = {
  'batch sent': 'teller sends "42 EUR to Ada" to payments-0.',
  appended: 'broker-1 appends "42 EUR to Ada" to payments-0.',
  'message lost':
    'The answer of broker-1 to teller (Produce) is lost on the way, as you asked. broker-1 has stored the record; teller does not know.',
  'duplicate recognised':
    'broker-1 recognises the batch: sequence 0 of producer 0 is at offset 0 of payments-0 already. It writes nothing, and answers: stored.',
  'batch will be retried':
    'teller has heard nothing from broker-1:9092 for 1 s (request.timeout.ms). It cannot know whether the record was stored.',
  processed: 'bank does the work for payments-0: "42 EUR to Ada" is in the ledger.',
  'record acknowledged': 'teller is told: "42 EUR to Ada" is stored.',
};

function run(events: readonly Told[], name: string) {
  const story = events.flatMap(({ name, atUs }, event) =>
    says[name] ? [{ event, text: says[name], mark: name === 'message lost' ? '✂' : undefined, atUs }] : [],
  );
  return { name, kept: 0, events, story };
}

export function executeFixture(line: string): Outcome {
  if (line.startsWith('again')) {
    const runs = [
      run(lostAnswer({ idempotent: false }), 'as it was'),
      run(lostAnswer({ idempotent: true }), 'teller enable.idempotence=true'),
    ];
    return {
      ok: true,
      nowUs: 0,
      runs,
      lines: [{ text: 'The two differ from here on.', tone: 'hint', event: undefined }],
    };
  }
  if (line.startsWith('produce')) {
    const only = run(lostAnswer({ idempotent: false }), '');
    const lines = only.story.map(({ text, mark, event, atUs }) => ({
      text: `${String(Math.floor(atUs / 1000)).padStart(6)} ms  ${mark ? mark + ' ' : ''}${text}`,
      tone: 'story' as const,
      event,
    }));
    return { ok: true, nowUs: 0, runs: [only], lines };
  }
  return {
    nowUs: 0,
    ok: true,
    runs: [{ name: '', kept: 0, events: [], story: [] }],
    lines: [{ text: 'understood', tone: 'answer', event: undefined }],
  };
}
