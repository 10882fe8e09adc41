import { type ConsumerSettings, readConsumerSettings, SettingError } from '../../configuration/tables.ts';
import type { ResetPolicy } from '../rules/consuming.ts';
import { type Settings, settingTexts } from '../settings.ts';

/** A consumer's settings, and what follows from them. */
export interface ConsumerConfiguration extends ConsumerSettings {
  readonly resetPolicy: ResetPolicy;
  readonly isReadCommitted: boolean;
}

/** Throws `SettingError`. */
export function consumerConfiguration(settings: Settings): ConsumerConfiguration {
  const values = readConsumerSettings(settingTexts(settings));
  for (const key of ['group.id', 'group.instance.id'] as const) {
    if (values[key] === null) continue;
    throw new SettingError(key, `${key}: this consumer is given its partitions and belongs to no group; leave it out`);
  }
  return {
    ...values,
    resetPolicy: resetPolicy(values['auto.offset.reset']),
    isReadCommitted: values['isolation.level'] === 'read_committed',
  };
}

/** `earliest`, `latest`, `none`, or `by_duration:` with a duration in the form of ISO 8601, such as P1DT2H30M (KIP-1106). */
function resetPolicy(text: string): ResetPolicy {
  const policy = text.toLowerCase();
  if (policy === 'earliest' || policy === 'latest' || policy === 'none') return policy;
  const form = /^by_duration:p(?:(\d+)d)?(?:t(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.(\d{1,3})\d*)?s)?)?$/;
  const parts = form.exec(policy);
  if (parts === null || policy === 'by_duration:p') {
    const example = 'by_duration:PT1H (ISO 8601)';
    throw new SettingError(
      'auto.offset.reset',
      `auto.offset.reset=${text}: it must be earliest, latest, none or ${example}`,
    );
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 5).map((part) => Number(part ?? 0));
  const fractionMs = Number((parts[5] ?? '').padEnd(3, '0'));
  return { durationMs: (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + fractionMs };
}
