import { configurationOf, resourceTypes } from '../../metadata/image.ts';
import type { Producer } from '../../delivery/producer/producer.ts';
import { type Owner, settingsOf } from '../../configuration/tables.ts';
import type { Run } from '../run.ts';
import { topicsOf } from '../look.ts';
import { Refusal } from './action.ts';

/** One setting as it is now. */
export interface SettingSeen {
  readonly key: string;
  readonly text: string;
  /** Nobody gave it another value. */
  readonly isDefault: boolean;
}

/** As `settingsSeen`, a line each. */
export function shownSettings(name: string, run: Run): readonly string[] {
  const { answers } = run.language;
  return settingsSeen(name, run).map(({ key, text, isDefault }) => answers.settingLine(key, text, isDefault));
}

/** The settings of whatever has the name: those that somebody gave first, then the others with their defaults. */
export function settingsSeen(name: string, run: Run): readonly SettingSeen[] {
  const { owner, given } = givenTo(name, run);
  const all = [...settingsOf[owner]].filter(
    ([key, { options }]) => (options.hasEffect && !options.isInternal) || key in given,
  );
  const inForce = owner === 'producer' ? { ...given, ...yielding(name, run) } : given;
  const seen = all.map(([key, setting]) => {
    const text = inForce[key] ?? setting.format(setting.initial) ?? '';
    return { key, text: setting.isSensitive ? '[hidden]' : text, isDefault: !(key in inForce) };
  });
  return [...seen.filter(({ isDefault }) => !isDefault), ...seen.filter(({ isDefault }) => isDefault)];
}

/** The default of idempotence yields to other settings in silence; what is in force is shown. */
function yielding(name: string, { cluster }: Run): Texts {
  const producer = cluster.clients.find((client) => client.name === name)?.application as Partial<Producer> | undefined;
  return producer?.isIdempotent === false ? { 'enable.idempotence': 'false' } : {};
}

type Texts = Readonly<Record<string, string>>;

function givenTo(name: string, run: Run): { readonly owner: Owner; readonly given: Texts } {
  const { cast, cluster } = run;
  if (cast.has(name)) return { owner: cast.isProducer(name) ? 'producer' : 'consumer', given: cast.settingsOf(name) };
  const running = cluster.brokers.find(({ state }) => state === 'serving')?.running;
  const image = running?.broker.controller.image;
  if (topicsOf(run).includes(name)) {
    return { owner: 'topic', given: image === undefined ? {} : configurationOf(image, resourceTypes.topic, name) };
  }
  const broker = cluster.brokers.find((each) => each.name === name);
  if (broker === undefined && name !== 'cluster') throw new Refusal(`Nothing here is called ${name}.`);
  const set =
    image === undefined
      ? {}
      : configurationOf(image, resourceTypes.broker, broker === undefined ? '' : String(broker.nodeId));
  return { owner: 'broker', given: { ...(running?.broker.settingsAtStart ?? {}), ...set } };
}
