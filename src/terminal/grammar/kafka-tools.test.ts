import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from './index.ts';

/** What a call of one of Kafka's tools runs. */
const calls: Readonly<Record<string, string>> = {
  'kafka-topics --create --topic payments --partitions 1': 'create topic payments partitions=1',
  'kafka-topics.sh --bootstrap-server localhost:9092 --create --topic payments --partitions 3 --replication-factor 2 --config retention.ms=1000 --config cleanup.policy=compact':
    'create topic payments partitions=3 replicas=2 retention.ms=1000 cleanup.policy=compact',
  'bin/kafka-topics.sh --list': 'show topics',
  'kafka-topics --describe --topic=payments': 'show topic payments',
  'kafka-topics --delete --topic payments': 'delete topic payments',
  'kafka-topics --alter --topic payments --partitions 4': 'set payments partitions=4',
  'kafka-console-producer --topic payments "42 EUR to Ada"': 'produce payments "42 EUR to Ada"',
  'echo "42 EUR to Ada" | kafka-console-producer.sh --topic payments': 'produce payments "42 EUR to Ada"',
  'kafka-console-consumer --topic payments --from-beginning': 'consume payments from=earliest',
  'kafka-console-consumer --topic payments --partition 1 --offset 5 --max-messages 2':
    'consume payments-1 from=5 max=2',
  'kafka-consumer-groups --describe --group billing': 'show group billing',
  'kafka-consumer-groups --list': 'show groups',
  'kafka-dump-log --print-data-log --files /data/payments-0/00000000000000000000.log': 'show log of payments-0',
  'kafka-dump-log --files payments-0/00000000000000000000.timeindex': 'show index of payments-0',
  'kafka-leader-election --election-type unclean --topic payments --partition 0': 'elect for payments-0 unclean=true',
  'kafka-configs --alter --entity-type topics --entity-name payments --add-config retention.ms=1000,cleanup.policy=[compact,delete]':
    'set payments retention.ms=1000 cleanup.policy=compact,delete',
  'kafka-configs --describe --entity-type brokers --entity-name 1': 'show settings of broker-1',
  'kafka-get-offsets --topic payments': 'show topic payments',
  'kafka-log-dirs --describe --broker-list 1': 'show files of broker-1',
  'kafka-server-stop': 'stop broker-1',
};

for (const [call, ours] of Object.entries(calls)) {
  test(`${call.slice(0, 60)} is understood`, () => {
    const parsed = parse(call);
    assert.equal(parsed.kind === 'command' ? parsed.text : JSON.stringify(parsed), ours);
    assert.equal(parsed.kind === 'command' && parsed.translated, true);
  });
}

test('where the cluster is needs no saying, and that is said', () => {
  const parsed = parse('kafka-topics --list --bootstrap-server localhost:9092');
  assert.deepEqual(parsed.kind === 'command' && parsed.notes, [
    '--bootstrap-server is ignored: there is one cluster here.',
  ]);
});

test('the console consumer starts at the end unless told otherwise, and that is said', () => {
  const parsed = parse('kafka-console-consumer --topic payments');
  assert.equal(parsed.kind === 'command' && parsed.text, 'consume payments from=latest');
  assert.match(String(parsed.kind === 'command' && parsed.notes), /starts at the end/);
});

test('what a tool cannot be asked here is refused in a sentence', () => {
  const says = (line: string) => {
    const parsed = parse(line);
    return parsed.kind === 'problem' ? parsed.says : JSON.stringify(parsed);
  };
  assert.match(says('kafka-topics --create'), /Which topic\? It is named by --topic/);
  assert.match(says('kafka-topics --topic payments'), /What is to be done/);
  assert.match(says('kafka-topics --create --topic payments --partition 1'), /no --partition here; it has/);
  assert.match(says('kafka-console-producer --topic payments'), /stands in the same line/);
  assert.match(says('kafka-acls --list'), /not among the tools of Kafka/);
  assert.match(says('kafka-topics --create --topic payments --partitions many'), /partitions takes a number/);
});
