import { topicsOf } from '../look.ts';
import type { Run } from '../run.ts';
import { Refusal } from './action.ts';

/** What `set` was asked for. */
export interface Setting {
  readonly name: string;
  readonly partitions: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Changes settings of whatever has the name: a client, a topic, a broker, or all brokers (`cluster`). Resolves with whether
 * something had to be started anew for it.
 */
export async function changeOf({ name, partitions, settings }: Setting, run: Run): Promise<boolean> {
  if (run.cast.has(name)) {
    if (partitions !== undefined) throw new Refusal(`${name} is a client; only a topic has partitions.`);
    await run.cast.change(name, settings);
    return true;
  }
  const admin = run.cast.admin();
  const resource = resourceOf(name, run);
  if (partitions !== undefined) {
    if (resource.type !== 'topic') throw new Refusal(`${name} is no topic; only a topic has partitions.`);
    await admin.createPartitions([{ topic: name, count: partitions }]);
  }
  const changes = Object.entries(settings).map(([key, value]) => ({ name: key, operation: 'set' as const, value }));
  if (changes.length > 0) await admin.incrementalAlterConfigs([{ resource, changes }]);
  return false;
}

function resourceOf(name: string, run: Run): { readonly type: 'topic' | 'broker'; readonly name: string } {
  if (name === 'cluster') return { type: 'broker', name: '' };
  const broker = run.cluster.brokers.find((each) => each.name === name);
  if (broker !== undefined) return { type: 'broker', name: String(broker.nodeId) };
  if (topicsOf(run).includes(name)) return { type: 'topic', name };
  throw new Refusal(`Nothing here is called ${name}.`);
}
