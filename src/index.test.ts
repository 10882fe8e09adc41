import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  createAdmin,
  createConsumer,
  createProducer,
  DataFolderError,
  DiskError,
  NetworkError,
  SettingError,
  startBroker,
} from './index.ts';
import { withFolder } from './testing/broker-process.ts';

test('a program starts a broker, sends, reads, and finds its records again after a restart', () =>
  withFolder(async (dataFolder) => {
    const told: string[] = [];
    const broker = await startBroker({ dataFolder, listen: '127.0.0.1:0', tell: ({ name }) => void told.push(name) });
    const producer = await createProducer({ 'bootstrap.servers': broker.bootstrap });
    for (const value of ['one', 'two', 'three']) await producer.send({ topic: 'payments', key: 'ada', value });
    await producer.close();
    await broker.stop();
    assert.ok(told.includes('broker started') && told.includes('appended') && told.includes('broker stopped'));

    const again = await startBroker({ dataFolder, listen: '127.0.0.1:0', clusterId: broker.clusterId });
    assert.deepEqual([again.nodeId, again.clusterId], [broker.nodeId, broker.clusterId]);
    assert.deepEqual(await valuesFrom(again.bootstrap, 'payments', 3), ['one', 'two', 'three']);
    await again.stop();
  }));

for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
  test(`what a producer sends with ${compression}, and what a topic stores with it, is read back`, () =>
    withFolder(async (dataFolder) => {
      const broker = await startBroker({ dataFolder, listen: '127.0.0.1:0' });
      const servers = { 'bootstrap.servers': broker.bootstrap };
      const configs = { 'compression.type': compression === 'none' ? 'uncompressed' : compression };
      const admin = createAdmin(servers);
      await admin.createTopics([{ name: 'as-sent' }, { name: 'as-the-topic-wants', configs }]);
      await admin.close();
      const values = Array.from({ length: 300 }, (_, index) => `${index} EUR to Ada, and to Bob as much`);
      for (const [topic, sentWith] of [
        ['as-sent', compression],
        ['as-the-topic-wants', 'gzip'],
      ] as const) {
        const producer = await createProducer({ ...servers, 'compression.type': sentWith });
        await Promise.all(values.map((value) => producer.send({ topic, value })));
        await producer.close();
        assert.deepEqual(await valuesFrom(broker.bootstrap, topic, 300), values);
      }
      await broker.stop();
    }));
}

test('what stands in the way of a start is an error of its own kind, in a sentence', () =>
  withFolder(async (folder) => {
    const dataFolder = join(folder, 'data');
    const listen = '127.0.0.1:0';
    const broker = await startBroker({ dataFolder, listen });
    await assert.rejects(startBroker({ dataFolder, listen }), DiskError);
    const taken = { dataFolder: join(folder, 'other'), listen: broker.bootstrap };
    await assert.rejects(startBroker(taken), NetworkError);
    await assert.rejects(startBroker({ ...taken, settings: { 'log.segment.byte': 1 } }), SettingError);
    await broker.stop();
    await assert.rejects(startBroker({ dataFolder, listen, clusterId: 'MkU3OEVBNTcwNTJENDM2Qg' }), DataFolderError);
    await assert.rejects(createProducer({ 'bootstrap.servers': broker.bootstrap, ack: 'all' }), SettingError);
  }));

async function valuesFrom(bootstrap: string, topic: string, count: number): Promise<(string | null)[]> {
  const consumer = createConsumer({ 'bootstrap.servers': bootstrap });
  const partition = { topic, partition: 0 };
  consumer.assign([partition]);
  consumer.seek(partition, 'earliest');
  const values: (string | null)[] = [];
  while (values.length < count) values.push(...(await consumer.poll(1000)).map(({ value }) => value));
  await consumer.close();
  return values;
}
