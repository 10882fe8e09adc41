import { type Admin, createAdmin } from '../delivery/admin/admin.ts';
import { bootstrapOption, clientSettings, clientWorld } from './bootstrap.ts';
import { type Command, type Given, table, UsageError } from './command.ts';

/** `kafka-on-trial topics`: lists, describes, creates, grows and deletes topics of any cluster. */
export const topics: Command = {
  name: 'topics',
  summary: 'list topics; create, describe, grow or delete one',
  options: {
    ...bootstrapOption,
    create: { form: 'TOPIC', help: 'creates it' },
    describe: { form: 'TOPIC', help: 'shows its partitions, and what is set on it' },
    grow: { form: 'TOPIC', help: 'gives it more partitions: as many as --partitions says' },
    delete: { form: 'TOPIC', help: 'deletes it with all its records' },
    partitions: { form: 'N', help: 'how many partitions, for --create and --grow' },
    replicas: { form: 'N', help: 'on how many brokers each partition lies, for --create' },
    config: { form: 'key=value', help: 'a setting of the topic, for --create', multiple: true },
    json: { help: 'prints JSON' },
  },
  async run(given) {
    const action = actionOf(given);
    const admin = createAdmin(clientWorld('topics'), { 'bootstrap.servers': given.text('bootstrap') });
    try {
      const { json, lines } = await action(admin, given);
      process.stdout.write(given.has('json') ? `${JSON.stringify(json)}\n` : lines.map((line) => `${line}\n`).join(''));
      return 0;
    } finally {
      await admin.close();
    }
  },
};

interface Shown {
  readonly json: unknown;
  readonly lines: readonly string[];
}

type Action = (admin: Admin, given: Given) => Promise<Shown>;

const actions: Readonly<Record<string, Action>> = { create, describe, grow, delete: remove };

function actionOf(given: Given): Action {
  const asked = Object.keys(actions).filter((name) => given.optional(name) !== undefined);
  if (asked.length > 1) throw new UsageError(`one thing at a time: --${asked.join(' or --')}`);
  return asked[0] === undefined ? list : actions[asked[0]]!;
}

async function list(admin: Admin): Promise<Shown> {
  const found = await admin.listTopics();
  return { json: found, lines: found.map(({ name }) => name) };
}

async function create(admin: Admin, given: Given): Promise<Shown> {
  const { 'bootstrap.servers': _, ...configs } = clientSettings(given);
  const [created] = await admin.createTopics([
    {
      name: given.text('create'),
      ...(given.optional('partitions') === undefined ? {} : { partitions: given.integer('partitions', 1) }),
      ...(given.optional('replicas') === undefined ? {} : { replicationFactor: given.integer('replicas', 1) }),
      configs,
    },
  ]);
  return { json: created, lines: [`created ${created!.name}, with ${count(created!.partitions, 'partition')}`] };
}

async function describe(admin: Admin, given: Given): Promise<Shown> {
  const name = given.text('describe');
  const [topic] = await admin.describeTopics([name]);
  const [configs] = await admin.describeConfigs([{ type: 'topic', name }]);
  const set = configs!.entries.filter(({ source }) => source === 'DYNAMIC_TOPIC_CONFIG');
  const rows = topic!.partitions.map(
    ({ partition, leader, replicas, inSync }) =>
      [
        `${name}-${partition}`,
        `leader ${leader}, replicas ${replicas.join(' ')}, in sync ${inSync.join(' ')}`,
      ] as const,
  );
  return {
    json: { ...topic, configs: Object.fromEntries(set.map(({ name, value }) => [name, value])) },
    lines: [...table(rows), ...set.map(({ name, value }) => `  ${name}=${value}`)],
  };
}

async function grow(admin: Admin, given: Given): Promise<Shown> {
  const topic = given.text('grow');
  if (given.optional('partitions') === undefined)
    throw new UsageError('--grow needs --partitions N, the number in all');
  const partitions = given.integer('partitions', 1);
  await admin.createPartitions([{ topic, count: partitions }]);
  return { json: { topic, partitions }, lines: [`${topic} has ${count(partitions, 'partition')} now`] };
}

async function remove(admin: Admin, given: Given): Promise<Shown> {
  const topic = given.text('delete');
  await admin.deleteTopics([topic]);
  return { json: { topic }, lines: [`deleted ${topic}`] };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
