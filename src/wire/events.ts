/** What a client's side of a connection tells. `to` and `from` are the broker's `host:port`. */
export type WireEvent =
  /** The broker has accepted the connection and said which versions it serves. */
  | { readonly name: 'connected'; readonly to: string }
  /** The connection could not be made. */
  | { readonly name: 'connection failed'; readonly to: string; readonly because: string }
  | { readonly name: 'connection lost'; readonly to: string; readonly because: string }
  | {
      readonly name: 'request sent';
      readonly to: string;
      readonly api: string;
      readonly version: number;
      readonly correlationId: number;
      readonly sizeBytes: number;
    }
  | {
      readonly name: 'response received';
      readonly from: string;
      readonly api: string;
      readonly correlationId: number;
      readonly sizeBytes: number;
    }
  | {
      readonly name: 'request timed out';
      readonly to: string;
      readonly api: string;
      readonly correlationId: number;
      readonly timeoutMs: number;
    };
