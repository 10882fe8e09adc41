import { DecodeError, Reader } from '../bytes/reader.ts';
import type { Api } from '../wire/definition.ts';
import { readRequestHeader, readResponseHeader } from '../wire/headers.ts';
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

interface Question {
  readonly api: Api;
  readonly version: number;
}

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
    try {
      return message.isFromClient ? this.#request(message, frame) : this.#response(message, frame);
    } catch (error) {
      if (error instanceof DecodeError) return undefined;
      throw error;
    }
  }

  #request({ connection }: Message, frame: Reader): MessageLabel | undefined {
    const read = readRequestHeader(frame);
    if (read.outcome !== 'known') return undefined;
    const { api, version, header } = read;
    this.#remember(connection, header.correlationId, { api, version });
    return this.#labelled('request', { api, version }, header.correlationId, frame);
  }

  #response({ connection }: Message, frame: Reader): MessageLabel | undefined {
    const correlationId = new Reader(frame.bytes.subarray(frame.position)).int32();
    const questions = this.#questions.get(connection);
    const question = questions?.get(correlationId);
    if (question === undefined) return undefined;
    questions!.delete(correlationId);
    readResponseHeader(frame, question.api, question.version);
    return this.#labelled('response', question, correlationId, frame);
  }

  #labelled(kind: MessageLabel['kind'], { api, version }: Question, correlationId: number, body: Reader): MessageLabel {
    const summary = this.#wantsSummaries() ? this.#summary(kind, { api, version }, body) : '';
    return { kind, api: api.name, apiKey: api.key, version, correlationId, summary };
  }

  #summary(kind: MessageLabel['kind'], { api, version }: Question, body: Reader): string {
    if (kind === 'request') return subjectsOf(api.request.read(body, version), (id) => this.#topicNames.get(id));
    const response = api.response.read(body, version);
    for (const [topicId, name] of topicIdsIn(response)) {
      this.#topicNames.set(topicId, name);
      forgetOldest(this.#topicNames, mostConnections);
    }
    return errorsOf(response);
  }

  #remember(connection: number, correlationId: number, question: Question): void {
    let questions = this.#questions.get(connection);
    if (questions === undefined) {
      questions = new Map();
      this.#questions.set(connection, questions);
      forgetOldest(this.#questions, mostConnections);
    }
    questions.set(correlationId, question);
    forgetOldest(questions, mostQuestions);
  }
}

/** The body of the frame and the place in it; undefined where the message is not a frame. */
export function frameIn(bytes: Uint8Array): Reader | undefined {
  if (bytes.length < lengthBytes + 4) return undefined;
  const sizeBytes = new Reader(bytes).int32();
  return sizeBytes === bytes.length - lengthBytes ? new Reader(bytes.subarray(lengthBytes)) : undefined;
}

function forgetOldest<Key>(map: Map<Key, unknown>, most: number): void {
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
