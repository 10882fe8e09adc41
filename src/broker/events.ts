/** What a broker's door tells. `from` and `to` are a client's HOST:PORT. */
export type BrokerEvent =
  /** It serves; `address` is where, HOST:PORT. `advertised` is where clients are told to come, where that is another address. */
  | { readonly name: 'broker started'; readonly address: string; readonly advertised?: string }
  /** It stopped in good order: all that it has is flushed. */
  | { readonly name: 'broker stopped' }
  | {
      readonly name: 'request received';
      readonly from: string;
      readonly api: string;
      readonly version: number;
      readonly correlationId: number;
    }
  /** `errors` are the names of the errors in the answer, each once. */
  | {
      readonly name: 'response sent';
      readonly to: string;
      readonly api: string;
      readonly correlationId: number;
      readonly errors: readonly string[];
    }
  /** The broker closed a connection, or did not take it. */
  | { readonly name: 'connection refused'; readonly from: string; readonly because: string };
