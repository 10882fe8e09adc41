import { type InForce, brokerSettingInForce, topicSettingsInForce } from '../../configuration/layers.ts';
import { settingsOf } from '../../configuration/tables.ts';
import { configurationOf, resourceTypes } from '../../metadata/image.ts';
import { Refusal } from '../actions/action.ts';
import { topicsOf } from '../look.ts';
import type { Evidence } from './evidence.ts';
import type { ExplainedValue } from './nouns.ts';
import type { Parent } from './leading.ts';
import { field } from './values.ts';

/** Why a setting has its value: who gave it, or that it is Kafka's default. */
export function explainSetting(key: string, name: string, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  if (run.cast.has(name)) return ofClient(key, name, evidence);
  const isTopic = topicsOf(run).includes(name);
  const inForce = isTopic ? ofTopic(key, name, evidence) : ofBroker(key, name, evidence);
  if (inForce === undefined) throw new Refusal(words.refusals.noSetting(key, name));
  const strongest = inForce.synonyms[0];
  const by = words.nouns.sources[inForce.source];
  const says = words.nouns.setting(
    key,
    inForce.text ?? words.values.nothing,
    name,
    strongest === undefined || strongest.key === key ? by : words.nouns.under(by, strongest.key),
  );
  const changed = evidence.before(
    run.told.length,
    'configuration changed',
    (event) => event.key === (strongest?.key ?? key),
  );
  const isDynamic = inForce.source.startsWith('DYNAMIC');
  const from: Parent = isDynamic && changed !== undefined ? { event: changed } : whoMade(name, isTopic, evidence);
  return { question: `why setting ${key} of ${name}`, explained: { says }, from };
}

/** How the owner came to be: with it come the defaults. */
function whoMade(name: string, isTopic: boolean, evidence: Evidence): Parent {
  const { length } = evidence.told;
  const at = isTopic
    ? evidence.before(length, 'topic created', ({ topic }) => topic === name)
    : evidence.before(length, 'node started', ({ node }) => node === name || name === 'cluster');
  return at === undefined ? undefined : { event: at };
}

function layersIn({ run, words }: Evidence, broker: string) {
  const found = run.cluster.brokers.find(({ name }) => name === broker) ?? run.cluster.brokers[0]!;
  if (found.running === undefined) throw new Refusal(words.refusals.isDown(found.name));
  const { image } = found.running.broker.controller;
  return {
    image,
    layers: {
      thisBroker: configurationOf(image, resourceTypes.broker, String(found.nodeId)),
      allBrokers: configurationOf(image, resourceTypes.broker, ''),
      atStart: found.running.broker.settingsAtStart,
    },
  };
}

function ofTopic(key: string, topic: string, evidence: Evidence): InForce | undefined {
  const { image, layers } = layersIn(evidence, '');
  const texts = configurationOf(image, resourceTypes.topic, topic);
  return topicSettingsInForce({ ...layers, topic: texts }).find((each) => each.key === key);
}

function ofBroker(key: string, name: string, evidence: Evidence): InForce | undefined {
  if (!settingsOf.broker.has(key)) return undefined;
  return brokerSettingInForce(key, layersIn(evidence, name).layers);
}

/** A client reads its settings when it starts; of idempotence a rule decides whether the default yields. */
function ofClient(key: string, name: string, evidence: Evidence): ExplainedValue {
  const { run, words } = evidence;
  const owner = run.cast.isProducer(name) ? 'producer' : 'consumer';
  const setting = settingsOf[owner].get(key);
  if (setting === undefined) throw new Refusal(words.refusals.noSetting(key, name));
  const question = `why setting ${key} of ${name}`;
  const started = evidence.lastOf(run.told.length, name, ['node started']);
  const from: Parent = started === undefined ? undefined : { event: started };
  const given = run.cast.settingsOf(name)[key];
  if (key === 'enable.idempotence') {
    const call = evidence.latest({ rules: ['idempotence'], node: name });
    const by = given === undefined ? idempotenceBy(name, evidence) : words.nouns.sources.client;
    const text = call?.result === 'on' ? 'true' : 'false';
    return { question, explained: { says: words.nouns.setting(key, text, name, by), call }, from };
  }
  const text = setting.isSensitive ? '[hidden]' : (given ?? setting.format(setting.initial) ?? words.values.nothing);
  const by = given === undefined ? words.nouns.sources.DEFAULT_CONFIG : words.nouns.sources.client;
  return { question, explained: { says: words.nouns.setting(key, text, name, by) }, from };
}

function idempotenceBy(name: string, { run, words }: Evidence): string {
  const calls = run.cluster.ruleCalls;
  const call = calls?.latest({ rules: ['idempotence'], node: name });
  if (call?.result !== 'off') return words.nouns.idempotenceOn;
  const settings = run.cast.settingsOf(name);
  const against = ['acks', 'retries'].filter((key) => key in settings);
  const named = against.map((key) => `${key}=${settings[key]}`).join(', ');
  return words.nouns.idempotenceOff(named === '' ? `acks=${String(field(call, 'acks'))}` : named);
}
