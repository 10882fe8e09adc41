import { uuidToText } from '../bytes/uuid.ts';
import type { Random } from '../world/world.ts';

/**
 * A new id for a cluster, a topic, a folder or a life of a node: a random UUID (version 4) in Kafka's 22 characters. None
 * begins with a hyphen, so that no command line takes it for an option.
 */
export function newId(random: Random): string {
  for (;;) {
    const bytes = random.bytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    const text = uuidToText(bytes);
    if (!text.startsWith('-')) return text;
  }
}
