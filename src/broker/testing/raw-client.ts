import { concatenate } from '../../bytes/writer.ts';
import type { Api } from '../../wire/definition.ts';
import type { Encodable, Shape } from '../../wire/fields.ts';
import { encodeFrame, FrameSplitter } from '../../wire/framing.ts';
import { writeRequestHeader } from '../../wire/headers.ts';
import type { Simulation } from '../../world/simulated/simulation.ts';
import type { Connection } from '../../world/world.ts';

/** A whole frame, its length before it. */
export function frameOf<Request extends Shape, Response extends Shape>(
  api: Api<Request, Response>,
  version: number,
  body: Encodable<Request>,
  correlationId = 7,
): Uint8Array {
  return concatenate(
    encodeFrame((writer) => {
      writeRequestHeader(writer, api as unknown as Api, version, { correlationId, clientId: 'raw' });
      api.request.write(writer, version, body);
    }),
  );
}

/** A client that knows nothing of Kafka: it sends bytes, and keeps the frames that come back. */
export class RawClient {
  readonly frames: Uint8Array[] = [];
  isClosed = false;
  readonly #simulation: Simulation;
  readonly #connection: Connection;

  private constructor(simulation: Simulation, connection: Connection) {
    this.#simulation = simulation;
    this.#connection = connection;
    const splitter = new FrameSplitter();
    connection.start({
      data: (chunk) => splitter.split(chunk, (frame) => this.frames.push(frame.slice())),
      closed: () => {
        this.isClosed = true;
      },
    });
  }

  static connect(simulation: Simulation, node = 'client'): Promise<RawClient> {
    const { network } = simulation.node(node).world;
    return simulation.runUntilResolved(
      async () => new RawClient(simulation, await network.connect({ host: 'broker-1', port: 9092 }, 10_000)),
    );
  }

  /** Sends bytes as they are. */
  async send(...parts: readonly Uint8Array[]): Promise<void> {
    await this.#simulation.act(() => void this.#connection.send(parts));
  }

  /** Sends bytes with their length before them. */
  async sendFrame(frame: Uint8Array): Promise<void> {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setInt32(0, frame.length);
    await this.send(length, frame);
  }

  /** Lets the world run until so many frames have come, or the broker has closed the connection. */
  async wait(frames: number): Promise<void> {
    await this.#simulation.run(() => this.isClosed || this.frames.length >= frames, 120_000_000);
  }

  /** Takes no more of what comes. */
  async pause(): Promise<void> {
    await this.#simulation.act(() => this.#connection.pause());
  }

  async resume(): Promise<void> {
    await this.#simulation.act(() => this.#connection.resume());
  }

  async close(): Promise<void> {
    await this.#simulation.act(() => this.#connection.close());
  }
}
