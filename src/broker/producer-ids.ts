import type { Controller } from '../metadata/controller.ts';
import { allocateProducerIds } from '../metadata/changes/nodes.ts';
import type { MetadataRules } from '../metadata/rules.ts';

/** Hands out producer ids, counting up, from blocks that the controller gives. */
export class ProducerIds {
  readonly #controller: Controller;
  readonly #brokerId: number;
  readonly #rules: MetadataRules;
  #next = 0;
  #end = 0;
  /** The next block is being asked for. */
  #coming: Promise<void> | undefined;

  constructor(controller: Controller, brokerId: number, rules: MetadataRules) {
    this.#controller = controller;
    this.#brokerId = brokerId;
    this.#rules = rules;
  }

  /** An id that nobody ever had. Rejects with a `KafkaError` where the controller gives no more. */
  async next(): Promise<number> {
    while (this.#next === this.#end) {
      this.#coming ??= this.#askForBlock();
      await this.#coming;
    }
    return this.#next++;
  }

  async #askForBlock(): Promise<void> {
    try {
      const { first, count } = await this.#controller.change((image) => {
        const epoch = image.brokers.get(this.#brokerId)?.epoch ?? -1;
        const { records, ...block } = allocateProducerIds(image, this.#brokerId, epoch, this.#rules);
        return { records, result: block };
      });
      this.#next = first;
      this.#end = first + count;
    } finally {
      this.#coming = undefined;
    }
  }
}
