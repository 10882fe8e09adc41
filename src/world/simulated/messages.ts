/** One `send` under way from a node to another. */
export interface Message {
  /** Counts up in a run. */
  readonly id: number;
  /** Counts up in a run; both directions of a connection have one number. */
  readonly connection: number;
  readonly from: string;
  readonly to: string;
  /** The side that opened the connection sends this. */
  readonly isFromClient: boolean;
  /** All that was sent at once; only to be looked at. */
  readonly bytes: Uint8Array;
  /** What `NetworkHooks.label` said; undefined where there is none. */
  readonly label: object | undefined;
}

/** What becomes of a message. Order is kept: what is sent after a message that is late or held arrives after it. */
export type Verdict =
  | 'deliver'
  /** It never arrives, and nothing that follows it in this direction of the connection does. */
  | 'drop'
  /** It arrives twice. */
  | 'repeat'
  /** It waits until `release`. */
  | 'hold'
  /** The connection breaks, for both sides. */
  | 'abort'
  | { readonly delayUs: number }
  /** It arrives, but the receiver's process never sees it: these bytes are sent back in its name. */
  | { readonly answer: Uint8Array };

/** What a room that understands the bytes adds to the network. Both are called in the sender's event; neither may touch a World. */
export interface NetworkHooks {
  /** Says what a message is; plain data, told with `message left`. */
  label?(message: Message): object | undefined;
  intercept?(message: Message): Verdict;
}

/** What the network tells, as happening at the sender. */
export type NetworkEvent =
  | {
      readonly name: 'message left';
      readonly message: number;
      readonly connection: number;
      readonly from: string;
      readonly to: string;
      readonly sizeBytes: number;
      readonly label: object | undefined;
    }
  | { readonly name: 'message arrived'; readonly message: number }
  | { readonly name: 'message lost'; readonly message: number; readonly because: string };
