import { drawFrom, type SeededRandom } from './random.ts';

export interface LinkOptions {
  /** One way, in microseconds; one entry of the table is drawn for each message, and up to `jitterUs` added. */
  readonly delaysUs: readonly number[];
  readonly jitterUs: number;
  /** Between two processes on one host, always. */
  readonly loopbackUs: number;
}

export const usualLinks: LinkOptions = {
  delaysUs: [500, 520, 540, 560, 580, 600, 620, 650, 680, 720, 760, 800, 840, 880, 920, 1000],
  jitterUs: 50,
  loopbackUs: 30,
};

/** What slows or loses messages on the way from one node to another. */
export interface Slowness {
  readonly delayUs: number;
  readonly jitterUs: number;
}

/** One way between two nodes, with a stream of chance of its own. */
export class Link {
  readonly #random: SeededRandom;
  readonly #options: LinkOptions;
  readonly #isLoopback: boolean;
  isCut = false;
  slowness: Slowness = { delayUs: 0, jitterUs: 0 };
  /** One message of so many is lost; 0: none. */
  lossOneIn = 0;

  constructor(random: SeededRandom, options: LinkOptions, isLoopback: boolean) {
    this.#random = random;
    this.#options = options;
    this.#isLoopback = isLoopback;
  }

  /** Draws how long a message is under way. */
  delayUs(): number {
    const { delaysUs, jitterUs, loopbackUs } = this.#options;
    if (this.#isLoopback) return loopbackUs;
    const usualUs = drawFrom(this.#random, delaysUs) + this.#random.below(1 + jitterUs);
    return usualUs + this.slowness.delayUs + this.#random.below(1 + this.slowness.jitterUs);
  }

  /** Why what is sent now does not arrive; undefined where it does. */
  loses(): string | undefined {
    if (this.isCut) return 'the link is cut';
    if (this.lossOneIn > 0 && this.#random.below(this.lossOneIn) === 0) return 'it was lost on the way';
    return undefined;
  }

  heal(): void {
    this.isCut = false;
    this.slowness = { delayUs: 0, jitterUs: 0 };
    this.lossOneIn = 0;
  }
}

/** All ways between nodes. */
export class Links {
  readonly #random: SeededRandom;
  readonly #options: LinkOptions;
  readonly #links = new Map<string, Link>();

  constructor(random: SeededRandom, options: LinkOptions) {
    this.#random = random;
    this.#options = options;
  }

  between(from: string, to: string): Link {
    const ends = `${from}>${to}`;
    let link = this.#links.get(ends);
    if (link === undefined) {
      link = new Link(this.#random.stream(ends), this.#options, from === to);
      this.#links.set(ends, link);
    }
    return link;
  }

  /** Everything is as it was in the beginning, for all links or for those from and to one node. */
  heal(node?: string): void {
    for (const [ends, link] of this.#links) {
      if (node === undefined || ends.split('>').includes(node)) link.heal();
    }
  }
}
