import { said } from '../outcome.ts';
import type { Run } from '../run.ts';
import type { Question } from '../why/explain.ts';
import type { Actions, Answer } from './action.ts';

/** Who or what decided: looks at what a run has left behind, and changes nothing. */
export const why: Actions<
  | 'why'
  | 'why command'
  | 'why event'
  | 'why message'
  | 'why high watermark'
  | 'why last stable offset'
  | 'why end'
  | 'why start'
  | 'why leader'
  | 'why isr'
  | 'why log'
  | 'why bytes'
  | 'why index'
  | 'why writes'
  | 'why flushes'
  | 'why files'
  | 'why topic'
  | 'why topics'
  | 'why position'
  | 'why producer id'
  | 'why setting'
  | 'why ledger'
  | 'why got'
  | 'why node'
  | 'why cluster'
  | 'why faults'
  | 'why rules'
  | 'why quiet'
> = {
  why: ({ record }, run) => asked(record === undefined ? { about: 'last' } : { about: 'record', record }, run),
  'why command': ({ number }, run) => asked({ about: 'command', number }, run),
  'why event': ({ event }, run) => asked({ about: 'event', event }, run),
  'why message': ({ message }, run) => asked({ about: 'message', message }, run),
  'why high watermark': ({ partition }, run) => asked({ about: 'high watermark', partition }, run),
  'why last stable offset': ({ partition }, run) => asked({ about: 'last stable offset', partition }, run),
  'why end': ({ partition }, run) => asked({ about: 'end', partition }, run),
  'why start': ({ partition }, run) => asked({ about: 'start', partition }, run),
  'why leader': ({ partition }, run) => asked({ about: 'leader', partition }, run),
  'why isr': ({ partition }, run) => asked({ about: 'isr', partition }, run),
  'why log': ({ partition }, run) => asked({ about: 'log', partition }, run),
  'why bytes': ({ record }, run) => asked({ about: 'bytes', record }, run),
  'why index': ({ partition }, run) => asked({ about: 'index', partition }, run),
  'why writes': ({ partition }, run) => asked({ about: 'writes', partition }, run),
  'why flushes': ({ partition }, run) => asked({ about: 'flushes', partition }, run),
  'why files': ({ broker }, run) => asked({ about: 'files', name: broker }, run),
  'why topic': ({ topic }, run) => asked({ about: 'topic', topic }, run),
  'why topics': (_, run) => asked({ about: 'topics' }, run),
  'why position': ({ consumer, partition }, run) => asked({ about: 'position', consumer, partition }, run),
  'why producer id': ({ producer }, run) => asked({ about: 'producer id', producer }, run),
  'why setting': ({ setting, name }, run) => asked({ about: 'setting', key: setting, name }, run),
  'why ledger': ({ value }, run) => asked({ about: 'ledger', value }, run),
  'why got': ({ client, outcome }, run) => asked({ about: 'got', client, outcome }, run),
  'why node': ({ node }, run) => asked({ about: 'node', name: node }, run),
  'why cluster': (_, run) => asked({ about: 'cluster' }, run),
  'why faults': (_, run) => asked({ about: 'faults' }, run),
  'why rules': (_, run) => asked({ about: 'rules' }, run),
  'why quiet': (_, run) => asked({ about: 'quiet' }, run),
};

/** Who never asks need not load the answers. */
async function asked(question: Question, run: Run): Promise<Answer> {
  const { explain } = await import('../why/explain.ts');
  const { printed } = await import('../why/print.ts');
  const answer = explain(question, run);
  return { ok: true, lines: said('answer', ...printed(answer, run.language)), why: answer };
}
