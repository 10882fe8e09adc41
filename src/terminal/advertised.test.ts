import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from './session.ts';

/** Where clients are told to go is where they go: tried with addresses that lead elsewhere, and nowhere. */
async function type(...lines: readonly string[]): Promise<string> {
  const session = await createSession();
  let said = '';
  for (const line of lines) said = (await session.execute(line)).lines.map(({ text }) => text).join('\n');
  return said;
}

const cluster = (address: string) => `create cluster brokers=1 seed=7 advertised.listeners=PLAINTEXT://${address}`;
const teller = 'create producer teller request.timeout.ms=1000 delivery.timeout.ms=5000';
const pay = 'produce payments "42 EUR to Ada" as teller';

test('a broker says where it tells clients to come, if it is another address', async () => {
  assert.match(
    await type(cluster('localhost:9092')),
    /serves at broker-1:9092\. It tells clients to come to localhost:9092/,
  );
  assert.doesNotMatch(await type(cluster('broker-1:9092')), /tells clients/);
});

test('localhost is the machine of whoever says it; a name may be known to nobody', async () => {
  const elsewhere = await type(cluster('localhost:9092'), teller, pay);
  assert.match(elsewhere, /teller cannot reach localhost:9092: nobody listens on localhost:9092/);
  assert.match(elsewhere, /gives up on "42 EUR to Ada" \(TimeoutException\)/);
  const nowhere = await type(cluster('kafka.internal:9092'), teller, pay);
  assert.match(nowhere, /teller cannot reach kafka\.internal:9092: there is no host kafka\.internal/);
  assert.match(await type(cluster('broker-1:9092'), teller, pay), /stored at offset 0/);
});

test('a broker starts with other settings, and keeps them when it starts again', async () => {
  const mended = [
    cluster('localhost:9092'),
    teller,
    pay,
    'stop broker-1',
    'start broker-1 advertised.listeners=PLAINTEXT://broker-1:9092',
  ];
  assert.match(await type(...mended, pay), /stored at offset 0/);
  assert.match(await type(...mended, 'kill broker-1', 'start broker-1', pay), /stored at offset 0/);
});

test('a client has no such settings; an address of nobody is refused by the broker', async () => {
  assert.match(
    await type(teller, 'stop teller', 'start teller num.partitions=3'),
    /teller is no broker; set teller changes it/,
  );
  assert.match(await type(cluster('0.0.0.0:9092')), /no address that a client could go to/);
});
