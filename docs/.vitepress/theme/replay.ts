import type { FindLaboratory } from './workbench/shared-laboratory.ts';

/** What a page offers to its console, and to the test that compares it with Node. */
export interface KafkaOnTrial {
  /** Runs a plan, as an object or as the text of its file, and gives the hash of its trace: the same as in Node. */
  replay(plan: object | string): Promise<string>;
}

declare global {
  var kafkaOnTrial: KafkaOnTrial | undefined;
}

export function offerReplay(laboratory: FindLaboratory): void {
  globalThis.kafkaOnTrial = {
    replay: async (plan) => (await laboratory()).replay(typeof plan === 'string' ? plan : JSON.stringify(plan)),
  };
}
