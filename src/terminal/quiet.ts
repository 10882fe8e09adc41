import type { StoryEvent } from '../narration/index.ts';
import type { Told } from '../world/world.ts';

/** What goes on for ever, or means nothing by itself: fetches that wait for records, and signs of life. */
const idleApis: ReadonlySet<string> = new Set([
  'Fetch',
  'Heartbeat',
  'ConsumerGroupHeartbeat',
  'BrokerHeartbeat',
  'ApiVersions',
]);

/** Which messages that mean something are under way: a fold over what is told. */
export class MessagesUnderWay {
  readonly #messages = new Set<number>();
  /** A message that is held waits for somebody to release it, and for nothing else. */
  readonly #held = new Set<number>();

  get isEmpty(): boolean {
    return this.#messages.size === 0;
  }

  hear(event: Told<StoryEvent>): void {
    switch (event.name) {
      case 'message left':
        if (!idleApis.has((event.label as { readonly api?: string } | undefined)?.api ?? ''))
          this.#messages.add(event.message);
        return;
      case 'message arrived':
      case 'message lost':
        this.#messages.delete(event.message);
        this.#held.delete(event.message);
        return;
      case 'fault struck':
        if (event.message === undefined || !event.fault.startsWith('hold')) return;
        if (this.#messages.delete(event.message)) this.#held.add(event.message);
        return;
      case 'messages released':
        for (const message of this.#held) this.#messages.add(message);
        this.#held.clear();
        return;
      default:
        return;
    }
  }
}
