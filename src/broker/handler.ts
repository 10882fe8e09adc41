import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import type { Api, Versions } from '../wire/definition.ts';
import { errorOf } from '../wire/errors.ts';
import type { Decoded, Encodable, Shape } from '../wire/fields.ts';
import type { Broker } from './broker.ts';

/** What a handler may want to know of a request besides its body. */
export interface Asked {
  readonly version: number;
  readonly clientId: string | null;
  /** The client's HOST:PORT. */
  readonly from: string;
  /** The listener that it came through: it is told where the others have the same one. */
  readonly listenerName: string;
  /** Whether the client is gone. */
  isClosed(): boolean;
  /** Calls back when the client is gone, unless the returned function was called before. */
  whenClosed(callback: () => void): () => void;
  /** Calls back once, when nobody looks at the answer any more: it is on its way, or will never be. */
  whenAnswered(callback: () => void): void;
}

/** Says which room answers a request. What it does before its first `await` happens in the order of the requests. */
export type Handler<A> =
  A extends Api<infer Request, infer Response>
    ? (request: Decoded<Request>, broker: Broker, asked: Asked) => Answer<Response> | Promise<Answer<Response>>
    : never;

export type Answer<Response extends Shape> = Encodable<Response> | typeof noAnswer;

/** The client does not wait for an answer (Produce with acks 0). */
export const noAnswer = Symbol('no answer');

/** The connection cannot go on; the message says why, for the log. The client sees that it was closed. */
export class ConnectionRefusal extends Error {
  override readonly name = 'ConnectionRefusal';
}

/** An answer on its way: written where the response's header has been written. */
export interface Reply {
  write(writer: Writer): void;
  /** The names of the errors in it, each once. */
  errors(): readonly string[];
}

/** An API that this broker serves. */
export interface ServedApi {
  readonly api: Api;
  /** Which versions are answered, and which are told to clients. */
  readonly versions: Versions;
  readonly advertised: Versions;
  /** Undefined where the client expects no answer. Throws, or rejects with, `DecodeError` and `ConnectionRefusal`. */
  reply(body: Reader, asked: Asked, broker: Broker): Reply | undefined | Promise<Reply | undefined>;
}

export function serve<Request extends Shape, Response extends Shape>(
  api: Api<Request, Response>,
  versions: Versions,
  handler: Handler<Api<Request, Response>>,
  { advertisedFrom = versions[0] }: { readonly advertisedFrom?: number } = {},
): ServedApi {
  const replyWith = (answer: Answer<Response>, version: number): Reply | undefined =>
    answer === noAnswer
      ? undefined
      : {
          write: (writer) => api.response.write(writer, version, answer as Encodable<Response>),
          errors: () => [...new Set(errorsIn(answer))],
        };
  return {
    api: api as unknown as Api,
    versions,
    advertised: [advertisedFrom, versions[1]],
    reply(body, asked, broker) {
      const answer = handler(api.request.read(body, asked.version), broker, asked);
      return answer instanceof Promise
        ? answer.then((later) => replyWith(later, asked.version))
        : replyWith(answer, asked.version);
    },
  };
}

/** Every `errorCode` in an answer that is one, wherever it stands. */
function* errorsIn(answer: unknown): Generator<string> {
  if (typeof answer !== 'object' || answer === null || answer instanceof Uint8Array) return;
  for (const [name, value] of Object.entries(answer)) {
    if (name === 'errorCode' && typeof value === 'number' && value !== 0) yield errorOf(value).name;
    else yield* errorsIn(value);
  }
}
