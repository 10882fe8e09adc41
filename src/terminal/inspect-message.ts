import type { StoryEvent } from '../narration/index.ts';
import { sheetWords } from '../narration/sheet-words.ts';
import type { MessageLabel } from '../cluster/message-labels.ts';
import type { KeptFrame } from '../cluster/message-frames.ts';
import type { Told } from '../world/world.ts';
import type { NamedBytes } from './bytes-view.ts';
import { nameFrame } from './inspect-frame.ts';
import { bareSheet, bytesSeen, type Fact, type Future, type Sheet } from './inspect-sheet.ts';
import type { Run } from './run.ts';
import { whyOf } from './inspect-why.ts';

export type Left = Told<Extract<StoryEvent, { readonly name: 'message left' }>>;

/** A message: from whom to whom, how far it came, and its fields as they stand in its real frame. */
export function messageSheet(message: number, run: Run, futures: readonly Future[]): Sheet {
  const sheets = sheetWords(run.language);
  const index = run.told.findIndex((told) => told.name === 'message left' && told.message === message);
  if (index < 0) return bareSheet(sheets.unnamedMessage, sheets.noMessage);
  const left = run.told[index] as Left;
  const label = left.label as MessageLabel | undefined;
  const frame = run.cluster.messageFrames?.find(message);
  const named = frame === undefined ? [] : namesOf(frame);
  const saying = sayingFacts(named);
  const says = fateOf(message, index, run);
  return {
    title: label === undefined ? sheets.unnamedMessage : sheets.message(label.kind, label.api),
    says: `${sheets.fromNodeTo(left.from, left.to)} ${says}${frame === undefined ? ` ${sheets.frameIsForgotten}` : ''}`,
    sections: [
      ...(saying.length === 0 ? [] : [{ title: sheets.itSays, facts: saying }]),
      { title: sheets.onItsWay, facts: wayFacts(left, label, index, run) },
    ],
    bytes: frame === undefined ? undefined : bytesSeen(named),
    why: whyOf({ about: 'message', message }, run),
    futures,
  };
}

function namesOf({ bytes, label }: KeptFrame): readonly NamedBytes[] {
  if (label !== undefined) return nameFrame(bytes, label);
  return [{ position: 0, bytes, within: '', name: 'bytes', value: '' }];
}

/** What became of it, as far as it had been told. */
function fateOf(message: number, from: number, run: Run): string {
  const { fate } = sheetWords(run.language);
  let struck = '';
  for (let index = from + 1; index < run.told.length; index++) {
    const told = run.told[index]!;
    if (!('message' in told) || told.message !== message) continue;
    if (told.name === 'fault struck') struck = `${fate.struck(told.fault)} `;
    if (told.name === 'message arrived') return `${struck}${fate.arrived(told.atUs)}`;
    if (told.name === 'message lost') return fate.lost(told.because);
  }
  return `${struck}${fate.underWay}`;
}

function wayFacts(left: Left, label: MessageLabel | undefined, index: number, run: Run): readonly Fact[] {
  const sheets = sheetWords(run.language);
  const named = label === undefined ? [] : [{ name: sheets.version, value: String(label.version) }];
  const asked = label?.kind === 'response' ? questionBefore(left, label, index, run) : undefined;
  const question =
    asked === undefined
      ? []
      : [
          {
            name: sheets.answers,
            value: sheets.question(sheets.instant(asked.atUs)),
            opens: { is: 'message', message: asked.message } as const,
          },
        ];
  return [
    { name: sheets.from, value: left.from, opens: { is: 'node', node: left.from } },
    { name: sheets.to, value: left.to, opens: { is: 'node', node: left.to } },
    ...question,
    { name: sheets.left, value: sheets.instant(left.atUs) },
    { name: sheets.size, value: sheets.bytes(left.sizeBytes) },
    ...named,
    ...(label === undefined ? [] : [{ name: sheets.correlation, value: String(label.correlationId) }]),
  ];
}

/** The request to which it is the answer. */
function questionBefore({ connection }: Left, label: MessageLabel, index: number, run: Run): Left | undefined {
  return run.told.slice(0, index).findLast((told): told is Left => {
    if (told.name !== 'message left' || told.connection !== connection) return false;
    const asked = told.label as MessageLabel | undefined;
    return asked?.kind === 'request' && asked.correlationId === label.correlationId;
  });
}

const mostSaying = 16;

/** Lengths, counts and the like matter only to who reads bytes. */
const bookkeeping = /( length| count| is there|^tagged fields|^tag( \d+)?|^size|^rest|^unknownTags)$/;
/** Of a batch and its records, only what a reader asks for first. */
const tellingOfBatch = ['producer id', 'base sequence', 'records count', 'records', 'key', 'value'];

/** The fields of the body, in the order in which they were sent. */
function sayingFacts(named: readonly NamedBytes[]): readonly Fact[] {
  const facts = named.flatMap(({ within, name, value }) => {
    const isBatch = within.includes(' batch ');
    if (within === 'frame' || within.endsWith('Header') || within === '') return [];
    if (isBatch ? !tellingOfBatch.includes(name) : bookkeeping.test(name)) return [];
    return [{ name, value }];
  });
  return facts.slice(0, mostSaying);
}
