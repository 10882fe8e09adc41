import { createNodeWorld } from '../world/node/world.ts';
import type { World } from '../world/world.ts';
import { type Given, type Option, UsageError } from './command.ts';

/** What all commands have that talk to a cluster, ours or any other that speaks Kafka's protocol. */
export const bootstrapOption: Readonly<Record<string, Option>> = {
  bootstrap: { form: 'HOST:PORT', help: 'a broker of the cluster', default: '127.0.0.1:9092' },
};

export const clientConfigOption: Readonly<Record<string, Option>> = {
  config: { form: 'key=value', help: "one of Kafka's client settings, such as acks=1", multiple: true },
};

export function clientWorld(name: string): World {
  return createNodeWorld({ node: name });
}

/** The settings of a client, as Kafka names them. */
export function clientSettings(given: Given): Record<string, string> {
  const settings: Record<string, string> = { 'bootstrap.servers': given.text('bootstrap') };
  for (const pair of given.texts('config')) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`--config takes key=value, not '${pair}'`);
    settings[pair.slice(0, at).trim()] = pair.slice(at + 1).trim();
  }
  return settings;
}
