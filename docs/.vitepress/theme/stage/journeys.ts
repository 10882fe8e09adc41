import { isQuiet } from './picture.ts';
import { labelOf, type MessageLabel, type Told } from './told.ts';

/** A message's way through the whole run, its end known from the beginning. */
export interface Journey {
  readonly message: number;
  readonly leftUs: number;
  /** When it arrived or got lost; never, where the run ends before. */
  readonly endsUs: number;
  readonly isDrawn: boolean;
  /** The answer to a question for records that brought none. */
  readonly isEmpty: boolean;
}

interface Begun {
  readonly message: number;
  readonly leftUs: number;
  readonly to: string;
  readonly label: MessageLabel;
  endsUs: number;
  isEmpty: boolean;
}

export function journeysIn(events: readonly Told[]): readonly Journey[] {
  const begun = new Map<number, Begun>();
  /** The last answer with records, perhaps, that each consumer got. */
  const answers = new Map<string, Begun>();
  for (const event of events) {
    if (event.name === 'message left') {
      const label = labelOf(event);
      const { message, to, atUs } = event;
      if (label) begun.set(message, { message, leftUs: atUs, to, label, endsUs: Infinity, isEmpty: false });
    } else if (event.name === 'message arrived' || event.name === 'message lost') {
      const journey = begun.get(event.message);
      if (journey === undefined) continue;
      journey.endsUs = event.atUs;
      if (event.name === 'message arrived' && isAnswerWithRecords(journey.label)) {
        journey.isEmpty = true;
        answers.set(journey.to, journey);
      }
    } else if (event.name === 'records polled' && event.count > 0) {
      const journey = answers.get(event.node);
      if (journey !== undefined) journey.isEmpty = false;
    }
  }
  return [...begun.values()].map(({ message, leftUs, endsUs, label, isEmpty }) => ({
    message,
    leftUs,
    endsUs,
    isDrawn: !isQuiet(label),
    isEmpty,
  }));
}

function isAnswerWithRecords({ api, kind }: MessageLabel): boolean {
  return api === 'Fetch' && kind === 'response';
}
