import { between, oneOf } from '../../../src/review/answers.ts';
import { aboutEvent, eventsNamed, type ReviewCard } from '../../../src/review/card.ts';
import type { KnownProducer, RememberedBatch } from '../../../src/storage/rules/sequence.ts';

const isNew = 'new: it is written';
const isKnown = 'a duplicate: answered as before, and not written';
const isOutOfOrder = 'out of order: refused';

const write = 'produce payments "42 EUR to Ada" as teller';

export const card: ReviewCard = {
  title: 'New, known, or out of order?',
  lesson: '/1-storage/9-what-a-broker-remembers-of-a-producer',
  draw(random, { judgeSequence, rememberBatch }) {
    const before = between(random, 2, 14);
    const what = oneOf(random, ['next', 'again', 'gap', 'gap', 'stranger']);
    const story = storyOf(what);

    let due = 0;
    let batches: readonly RememberedBatch[] = [];
    for (; due < before + (what === 'again' ? 1 : 0); due++) {
      const batch = { firstSequence: due, lastSequence: due, firstOffset: due, lastOffset: due, timestampMs: 0 };
      batches = rememberBatch(batches, batch);
    }
    const sequence = { next: due, again: due - 1, gap: due + 1, stranger: 0 }[what];
    const known: KnownProducer | undefined = what === 'stranger' ? undefined : { producerEpoch: 0, batches };
    const { verdict } = judgeSequence(known, { producerEpoch: 0, firstSequence: sequence, lastSequence: sequence });
    const answers = [isNew, isKnown, isOutOfOrder];
    const because = {
      next: `It goes on where the last batch ended: ${due} was due, and ${sequence} came.`,
      again: 'This very number is among those that are remembered. The answer was lost, and not the record.',
      gap: `${due} was due, and ${sequence} came. Written now, it would stand before the record that was turned away.`,
      stranger:
        'After its restart teller has another producer id. Of that one nothing is known, and any number is taken.',
    }[what];
    return {
      commands: [
        'create cluster brokers=1 seed=7',
        'create topic payments partitions=1',
        'create producer teller batch.size=0 request.timeout.ms=1000',
        `${write} count=${before}`,
        ...story.commands,
      ],
      view: 'cluster',
      question: `${story.says} What does the broker make of sequence ${sequence}?`,
      facts: [
        {
          name: 'remembered, of producer id 0',
          value: batches.map(({ firstSequence }) => firstSequence).join(', '),
        },
        { name: 'it comes', value: `${sequence}, from producer id ${what === 'stranger' ? 1000 : 0}` },
      ],
      answers,
      right: answers.indexOf({ new: isNew, duplicate: isKnown, refused: isOutOfOrder }[verdict]),
      because,
      goesOn: story.goesOn,
      told(seen) {
        const said = [
          { of: eventsNamed(seen, 'appended', 'payments-0'), answer: isNew },
          { of: eventsNamed(seen, 'duplicate recognised', 'payments-0'), answer: isKnown },
          { of: eventsNamed(seen, 'append refused', 'payments-0'), answer: isOutOfOrder },
        ].flatMap(({ of, answer }) => of.map(({ index }) => ({ index, answer })));
        const [first] = said.filter(({ index }) => index >= seen.asked).sort((one, other) => one.index - other.index);
        return first && { answer: first.answer, subject: aboutEvent(first.index) };
      },
    };
  },
};

interface SequenceStory {
  readonly says: string;
  readonly commands: readonly string[];
  readonly goesOn: readonly string[];
}

function storyOf(what: 'next' | 'again' | 'gap' | 'stranger'): SequenceStory {
  switch (what) {
    case 'next':
      return { says: 'teller is about to send a record.', commands: [], goesOn: [write] };
    case 'again':
      return {
        says: 'The last answer to teller was lost, and it is about to send that record again.',
        commands: ['drop next produce response to teller', `${write} &`, 'wait 500ms'],
        goesOn: ['wait until quiet'],
      };
    case 'gap':
      return {
        says: 'The next request of teller will be turned away; a second one is right behind it.',
        commands: ['fail next produce request from teller with NOT_LEADER_OR_FOLLOWER'],
        goesOn: [`${write} &`, `${write} &`, 'wait until quiet'],
      };
    case 'stranger':
      return {
        says: 'teller was killed and started again, and is about to send a record.',
        commands: ['kill teller', 'start teller'],
        goesOn: [write],
      };
  }
}
