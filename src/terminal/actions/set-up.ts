import type { Run } from '../run.ts';
import { partitionName } from '../../delivery/partitions.ts';
import { oldRule, ruleNames } from '../rule-versions.ts';
import { type Actions, type Answer, answered, answerOf, fine, Refusal, withHint } from './action.ts';
import { hostedBy, topicsOf } from '../look.ts';
import type { Setting } from './settings.ts';
import { changeOf } from './settings.ts';

/** Topics, clients, settings, rules. */
export const setUp: Actions<
  'create topic' | 'create producer' | 'create consumer' | 'delete topic' | 'delete records' | 'set' | 'rule'
> = {
  async 'create topic'({ topic, partitions, replicas, settings }, run, how) {
    const ended = await run.perform(
      () =>
        run.cast.admin().createTopics([
          {
            name: topic,
            ...(partitions === undefined ? {} : { partitions }),
            ...(replicas === undefined ? {} : { replicationFactor: replicas }),
            configs: settings,
          },
        ]),
      how,
    );
    return answerOf(ended, run, how, () => beyondReplicas(topic, settings, run));
  },

  async 'create producer'({ new: name, settings }, run, how) {
    const ended = await run.perform(() => run.cast.addProducer(name, settings), how);
    return answerOf(ended, run, how, () => {
      const asked = settings['enable.idempotence'];
      const isSilent = asked === undefined && !run.cast.producer(name).isIdempotent;
      return isSilent ? withHint(run.language.answers.notIdempotent(name)) : fine;
    });
  },

  async 'create consumer'({ new: name, topics = [], loop, settings }, run, how) {
    if (topics.length === 0) throw new Refusal(run.language.answers.whichTopics(name));
    const specification = { topics, loop: loop === 'auto' ? loop : 'manual', settings } as const;
    const ended = await run.perform(() => run.cast.addConsumer(name, specification), how);
    return answerOf(ended, run, how, () => whatLiesBefore(name, run));
  },

  async 'delete topic'({ topic }, run, how) {
    return answerOf(await run.perform(() => run.cast.admin().deleteTopics([topic]), how), run, how);
  },

  async 'delete records'({ partition, offset }, run, how) {
    const ended = await run.perform(() => run.cast.admin().deleteRecords([{ ...partition, before: offset }]), how);
    return answerOf(ended, run, how);
  },

  async set({ name, partitions, settings }, run, how) {
    const change: Setting = { name, partitions, settings };
    const ended = await run.perform(() => changeOf(change, run), how);
    return answerOf(ended, run, how, (isAnew) =>
      isAnew ? withHint(run.language.answers.startedAnew(name)) : beyondReplicas(name, settings, run),
    );
  },

  rule({ rule, which }, run) {
    const { answers } = run.language;
    const old = oldRule(rule);
    if (old === undefined) throw new Refusal(answers.noOldRule(rule, ruleNames));
    if (which === 'mine') throw new Refusal(answers.mineByExercise);
    run.oldRules = which === 'old' ? [...run.oldRules, rule] : run.oldRules.filter((each) => each !== rule);
    const changes = run.oldRules.map((each) => oldRule(each)!.change);
    run.cluster.rules.replace(Object.assign({}, ...changes));
    return which === 'old' ? answered(answers.ruleSwapped(rule, old.history)) : answered(answers.ruleRestored(rule));
  },
};

/** `min.insync.replicas` above the number of replicas is no demand that nobody can meet: Kafka takes the smaller of the two. */
function beyondReplicas(topic: string, settings: Readonly<Record<string, string>>, run: Run): Answer {
  const wanted = Number(settings['min.insync.replicas'] ?? 1);
  return wanted > 1 && topicsOf(run).includes(topic)
    ? withHint(run.language.answers.oneReplicaIsEnough(topic, wanted))
    : fine;
}

/** Whoever starts at the end does not see what is there already: that surprises, so it is said at once. */
function whatLiesBefore(name: string, run: Run): Answer {
  const reset = run.cast.settingsOf(name)['auto.offset.reset'] ?? 'latest';
  const application = run.cast.applicationOf(name);
  if (reset !== 'latest' || application === undefined || topicsOf(run).length === 0) return fine;
  const hints: string[] = [];
  for (const partition of application.consumer.assignment()) {
    const hosted = hostedBy(run.cluster.brokers[0]!, partition);
    const position = application.positions.get(partitionName(partition)) ?? 0;
    const before = hosted === undefined ? 0 : position - hosted.log.logStartOffset;
    if (before > 0) hints.push(run.language.answers.startsAtEnd(name, partitionName(partition), before));
  }
  return hints.length === 0 ? fine : withHint(...hints);
}
