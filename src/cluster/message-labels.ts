import { DecodeError, Reader } from '../bytes/reader.ts';
import { type Question, questionIn, readRequestHeader, readResponseHeader } from '../wire/headers.ts';
import type { Message } from '../world/simulated/messages.ts';
import { errorsOf, subjectsOf, topicIdsIn } from './message-subjects.ts';

/** What a message says, as far as a story needs it. */
export interface MessageLabel {
  readonly kind: 'request' | 'response';
  /** Kafka's name. */
  readonly api: string;
  readonly apiKey: number;
  readonly version: number;
  readonly correlationId: number;
  /** What it is about: `payments-0`, or the errors of an answer; empty where nobody listens or there is nothing to say. */
  readonly summary: string;
}

/** So many questions of a connection, and so many connections, are remembered; an answer to an older one has no name. */
const mostQuestions = 1000;
const mostConnections = 4096;

const lengthBytes = 4;

/** Reads the frames of all connections: a request says what it is, and an answer what the question was. */
export class MessageLabels {
  readonly #wantsSummaries: () => boolean;
  readonly #questions = new Map<number, Map<number, Question>>();
  /** Names of topics, learnt from answers that tell both: newer requests name topics by id. */
  readonly #topicNames = new Map<string, string>();

  constructor(wantsSummaries: () => boolean) {
    this.#wantsSummaries = wantsSummaries;
  }

  /** Undefined where the message is not a whole frame of Kafka's protocol. */
  label(message: Message): MessageLabel | undefined {
    const frame = frameIn(message.bytes);
    if (frame === undefined) return undefined;
    const question = message.isFromClient ? this.#asked(message, frame) : this.#answered(message, frame);
    if (question === undefined) return undefined;
    const { api, version, correlationId } = question;
    const kind = message.isFromClient ? 'request' : 'response';
    const summary = this.#wantsSummaries() ? this.#summary(kind, question, new Reader(frame)) : '';
    return { kind, api: api.name, apiKey: api.key, version, correlationId, summary };
  }

  #asked({ connection }: Message, frame: Uint8Array): Question | undefined {
    const question = questionIn(frame);
    if (question !== undefined) this.#remember(connection, question);
    return question;
  }

  #answered({ connection }: Message, frame: Uint8Array): Question | undefined {
    const correlationId = new DataView(frame.buffer, frame.byteOffset).getInt32(0);
    const questions = this.#questions.get(connection);
    const question = questions?.get(correlationId);
    questions?.delete(correlationId);
    return question;
  }

  #summary(kind: MessageLabel['kind'], question: Question, frame: Reader): string {
    try {
      return kind === 'request' ? this.#subjects(frame) : this.#errors(question, frame);
    } catch (error) {
      if (error instanceof DecodeError) return 'cannot be read';
      throw error;
    }
  }

  #subjects(frame: Reader): string {
    const read = readRequestHeader(frame);
    if (read.outcome !== 'known') return '';
    return subjectsOf(read.api.request.read(frame, read.version), (id) => this.#topicNames.get(id));
  }

  #errors({ api, version }: Question, frame: Reader): string {
    readResponseHeader(frame, api, version);
    const response = api.response.read(frame, version);
    for (const [topicId, name] of topicIdsIn(response)) {
      this.#topicNames.set(topicId, name);
      forgetOldest(this.#topicNames, mostConnections);
    }
    return errorsOf(response);
  }

  #remember(connection: number, question: Question): void {
    let questions = this.#questions.get(connection);
    if (questions === undefined) {
      questions = new Map();
      this.#questions.set(connection, questions);
      forgetOldest(this.#questions, mostConnections);
    }
    questions.set(question.correlationId, question);
    forgetOldest(questions, mostQuestions);
  }
}

/** The frame without its length; undefined where the message is not a frame. */
export function frameIn(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length < lengthBytes + 4) return undefined;
  const sizeBytes = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0);
  return sizeBytes === bytes.length - lengthBytes ? bytes.subarray(lengthBytes) : undefined;
}

function forgetOldest<Key>(map: Map<Key, unknown>, most: number): void {
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
