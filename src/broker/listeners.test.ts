import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBrokerSettings, type Texts } from '../configuration/tables.ts';
import { advertised, clientListeners, controllerListeners, StartError } from './listeners.ts';

const settings = (texts: Texts) =>
  readBrokerSettings({ 'node.id': '1', 'process.roles': 'broker,controller', ...texts });
const clients = (texts: Texts) => clientListeners(settings(texts));
const refusal = (message: RegExp) => (error: unknown) => error instanceof StartError && message.test(error.message);

test('listeners are read with name, host and port; IPv6 stands in brackets', () => {
  assert.deepEqual(
    clients({
      listeners: 'PLAINTEXT://127.0.0.1:9092,other://[::1]:0',
      'listener.security.protocol.map': 'OTHER:PLAINTEXT',
    }),
    [
      { name: 'PLAINTEXT', host: '127.0.0.1', port: 9092 },
      { name: 'OTHER', host: '::1', port: 0 },
    ],
  );
});

test("the controller's listeners are not for clients", () => {
  const both = {
    listeners: 'PLAINTEXT://a:1,CONTROLLER://a:2',
    'controller.listener.names': 'CONTROLLER',
  };
  assert.deepEqual(clients(both), [{ name: 'PLAINTEXT', host: 'a', port: 1 }]);
  assert.deepEqual(controllerListeners(settings(both)), [{ name: 'CONTROLLER', host: 'a', port: 2 }]);
});

test('listeners that cannot be are refused with what to do', () => {
  const refused: [Texts, RegExp][] = [
    [{ listeners: '127.0.0.1:9092' }, /NAME:\/\/HOST:PORT/],
    [{ listeners: 'PLAINTEXT://a:70000' }, /NAME:\/\/HOST:PORT/],
    [{ listeners: 'PLAINTEXT://a:1,PLAINTEXT://a:2' }, /PLAINTEXT twice/],
    [{ listeners: 'SSL://a:1' }, /protocol SSL; only PLAINTEXT/],
    [{ listeners: 'INSIDE://a:1' }, /map it in listener\.security\.protocol\.map \(INSIDE:PLAINTEXT\)/],
    [{ listeners: 'CONTROLLER://a:1', 'controller.listener.names': 'CONTROLLER' }, /none for clients/],
  ];
  for (const [texts, message] of refused) assert.throws(() => clients(texts), refusal(message));
});

test('clients are told what is advertised, else where the broker listens', () => {
  const bound = { name: 'PLAINTEXT', host: '127.0.0.1', port: 4711 };
  assert.deepEqual(advertised(settings({}), bound), bound);
  const given = settings({ 'advertised.listeners': 'PLAINTEXT://kafka.example:9092' });
  assert.deepEqual(advertised(given, bound), { name: 'PLAINTEXT', host: 'kafka.example', port: 9092 });
  const samePort = settings({ 'advertised.listeners': 'PLAINTEXT://kafka.example:0' });
  assert.equal(advertised(samePort, bound).port, 4711);
});

test('nobody can be told to go to every address', () => {
  for (const host of ['', '0.0.0.0', '[::]']) {
    const given = settings({ 'advertised.listeners': `PLAINTEXT://${host}:9092` });
    assert.throws(() => advertised(given, { name: 'PLAINTEXT', host: '0.0.0.0', port: 9092 }), refusal(/can reach/));
  }
});

test('who listens on every address must say which one clients shall use', () => {
  for (const host of ['', '0.0.0.0', '::']) {
    assert.throws(
      () => advertised(settings({}), { name: 'PLAINTEXT', host, port: 9092 }),
      refusal(/advertised\.listeners/),
    );
  }
});
