import type { BrokerSettings } from '../configuration/tables.ts';
import { relocationRecords } from '../metadata/changes/directories.ts';
import { registerBroker, registerController, unfenceBroker } from '../metadata/changes/nodes.ts';
import { newId } from '../metadata/ids.ts';
import type { Endpoint } from '../metadata/image.ts';
import type { Broker } from './broker.ts';
import { controllerListeners } from './listeners.ts';

/** A new life of this node: registered as controller and as broker, and no longer fenced, since nobody else decides that. */
export async function register(
  { world: { random }, controller, identity: { nodeId }, folders, rules }: Broker,
  settings: BrokerSettings,
  listeners: readonly Endpoint[],
): Promise<void> {
  const life = { nodeId, rack: settings['broker.rack'], directoryIds: folders.onlineIds };
  const asController = { ...life, incarnationId: newId(random), listeners: controllerListeners(settings) };
  const asBroker = { ...life, incarnationId: newId(random), listeners };
  await controller.change(() => ({ records: registerController(asController), result: undefined }));
  await controller.change((_, offset) => ({ records: registerBroker(asBroker, offset), result: undefined }));
  const actual = (topic: string, partition: number) => folders.idOfFolderWith({ topic, partition });
  await controller.change((image) => ({ records: relocationRecords(image, nodeId, actual), result: undefined }));
  await controller.change((image) => ({ records: unfenceBroker(image, nodeId, rules), result: undefined }));
}
