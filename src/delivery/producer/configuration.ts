import type { CompressionCodec } from '../../bytes/compression/codec.ts';
import { type ProducerSettings, readProducerSettings, SettingError } from '../../configuration/tables.ts';
import type { DeliveryRules } from '../rules.ts';
import { type Settings, settingTexts } from '../settings.ts';

/** A producer's settings, and what follows from them. */
export interface ProducerConfiguration extends ProducerSettings {
  readonly requiredAcks: -1 | 0 | 1;
  readonly isIdempotent: boolean;
  readonly deliveryTimeoutMs: number;
  readonly codec: CompressionCodec;
  readonly compressionLevel: number | undefined;
}

/** Throws `SettingError`. */
export function producerConfiguration(settings: Settings, rules: DeliveryRules): ProducerConfiguration {
  const texts = settingTexts(settings);
  const values = readProducerSettings(texts);
  if (values['transactional.id'] !== null) {
    throw new SettingError('transactional.id', 'transactional.id: this producer has no transactions; leave it out');
  }
  const requiredAcks = values.acks === 'all' ? -1 : (Number(values.acks) as -1 | 0 | 1);
  const codec = values['compression.type'] as CompressionCodec;
  return {
    ...values,
    requiredAcks,
    isIdempotent: isIdempotent(values, requiredAcks, texts['enable.idempotence'] !== undefined, rules),
    deliveryTimeoutMs: deliveryTimeoutMs(values, texts['delivery.timeout.ms'] !== undefined),
    codec,
    compressionLevel: compressionLevel(values, codec),
  };
}

function isIdempotent(values: ProducerSettings, acks: -1 | 0 | 1, isSaid: boolean, rules: DeliveryRules): boolean {
  const inputs = {
    asked: isSaid ? values['enable.idempotence'] : undefined,
    acks,
    retries: values.retries,
    maxInFlight: values['max.in.flight.requests.per.connection'],
  };
  const answer = rules.idempotence(inputs);
  if (answer !== 'refused') return answer === 'on';
  const conflicts = rules.conflictsWithIdempotence(inputs).join(' and ');
  throw new SettingError(
    'enable.idempotence',
    `enable.idempotence=true${isSaid ? '' : ' (the default)'} cannot be had with ${conflicts}: it needs acks=all, retries above 0, and ` +
      `at most 5 requests in flight${isSaid ? '' : '; who does without it says enable.idempotence=false'}`,
  );
}

/** A batch must have the time to linger and to be asked about once. Who says nothing gets that much (KIP-91). */
function deliveryTimeoutMs(values: ProducerSettings, isSaid: boolean): number {
  const smallestMs = values['linger.ms'] + values['request.timeout.ms'];
  const timeoutMs = values['delivery.timeout.ms'];
  if (timeoutMs >= smallestMs) return timeoutMs;
  if (!isSaid) return smallestMs;
  throw new SettingError(
    'delivery.timeout.ms',
    `delivery.timeout.ms=${timeoutMs}: it must be at least linger.ms + request.timeout.ms, ${smallestMs}`,
  );
}

function compressionLevel(values: ProducerSettings, codec: CompressionCodec): number | undefined {
  if (codec === 'gzip') return values['compression.gzip.level'] === -1 ? undefined : values['compression.gzip.level'];
  return codec === 'zstd' ? values['compression.zstd.level'] : undefined;
}
