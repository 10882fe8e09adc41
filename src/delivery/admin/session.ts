import { type AdminSettings, readAdminSettings } from '../../configuration/tables.ts';
import type { Address, World } from '../../world/world.ts';
import { ClusterClient } from '../../wire/cluster-client.ts';
import type { HighestVersions } from '../../wire/connection-versions.ts';
import type { Api } from '../../wire/definition.ts';
import { errorOf } from '../../wire/errors.ts';
import type { Decoded, Encodable, Shape } from '../../wire/fields.ts';
import { KafkaException } from '../kafka-exception.ts';
import { patiently } from '../patience.ts';
import { type Settings, settingTexts } from '../settings.ts';

export interface Question<Request extends Shape, Response extends Shape> {
  /** For errors: what was to be done. */
  readonly what: string;
  readonly api: Api<Request, Response>;
  /** The body, in the version that the broker is asked in. */
  body(version: number, leftMs: number): Encodable<Request>;
  /** Whom to ask, found out before each attempt; any broker where it is not given. */
  broker?(leftMs: number): Promise<Address | undefined>;
  /** Throws for errors within the answer. */
  check?(response: Decoded<Response>): void;
}

/** What all of an admin's calls have in common: settings, the cluster, and asking until there is an answer. */
export class AdminSession {
  readonly world: World;
  readonly cluster: ClusterClient;
  readonly settings: AdminSettings;

  constructor(world: World, settings: Settings, highestVersions: HighestVersions) {
    this.world = world;
    this.settings = readAdminSettings(settingTexts(settings));
    this.cluster = new ClusterClient(world, this.settings, { highestVersions });
  }

  get timeoutMs(): number {
    return this.settings['default.api.timeout.ms'];
  }

  /** Asks until there is an answer or `default.api.timeout.ms` is over. Rejects with `KafkaException`. */
  async ask<Request extends Shape, Response extends Shape>(
    question: Question<Request, Response>,
  ): Promise<Decoded<Response>> {
    const { what, api, body, broker, check } = question;
    const endeavour = { what, timeoutMs: this.timeoutMs, triesAgain: mayPass };
    return patiently(this.world, this.settings, endeavour, async (leftMs) => {
      const address = await broker?.(leftMs);
      const connection = await (address === undefined ? this.cluster.connectToAny() : this.cluster.connect(address));
      const timeoutMs = Math.min(leftMs, this.settings['request.timeout.ms']);
      const version = connection.versionOf(api);
      const response = await connection.request(api, body(version, Math.ceil(timeoutMs)), { version, timeoutMs });
      check?.(response);
      return response;
    });
  }
}

/** That something is missing is an answer for an admin, although a moment later somebody may have made it. */
export function mayPass({ isRetriable, error }: KafkaException): boolean {
  return isRetriable && error?.name !== 'UNKNOWN_TOPIC_OR_PARTITION' && error?.name !== 'UNKNOWN_TOPIC_ID';
}

/** Throws what a broker said about one of the things that it was asked. */
export function throwIfFailed(name: string, errorCode: number, message?: string | null): void {
  const error = errorOf(errorCode);
  if (error.name !== 'NONE') throw KafkaException.answered(errorCode, `${name}: ${message ?? error.meaning}`);
}
