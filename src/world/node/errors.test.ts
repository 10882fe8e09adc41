import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { DiskError, type Told } from '../world.ts';
import { diskError } from './disk-errors.ts';
import { NodeDisk } from './disk.ts';
import { networkError } from './network-errors.ts';
import { createNodeWorld } from './world.ts';

const systemError = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

test('what the operating system says of a disk has one name here', () => {
  const codes = ['ENOENT', 'ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOTEMPTY', 'EMFILE'];
  const said = codes.map((code) => diskError('open', '/data/log', systemError(code)).code);
  assert.deepEqual(said, ['missing', 'full', 'full', 'denied', 'denied', 'denied', 'failed', 'failed', 'failed']);
  assert.equal(
    diskError('write', '/data/log', systemError('ENOSPC')).message,
    'cannot write /data/log: no space is left on the disk (ENOSPC)',
  );
});

test('what the operating system says of the network has one name here', () => {
  const codes = [
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EADDRINUSE',
    'EACCES',
    'ERESET',
  ];
  const said = codes.map((code) => networkError('listen on', { host: 'a', port: 1 }, systemError(code)).code);
  assert.deepEqual(said, [
    'refused',
    'refused',
    'unknown host',
    'unknown host',
    'timed out',
    'in use',
    'denied',
    'lost',
  ]);
});

test('a full disk is said so', { skip: existsSync('/dev/full') ? false : 'there is no /dev/full' }, () => {
  const file = new NodeDisk().open('/dev/full');
  assert.throws(
    () => file.write(0, [new Uint8Array(10)]),
    (error) => error instanceof DiskError && error.code === 'full',
  );
  assert.throws(() => file.write(0, [new Uint8Array(10), new Uint8Array(10)]), DiskError);
  file.close();
});

test('a callback that throws or rejects is heard of', async () => {
  const failures: string[] = [];
  await new Promise<void>((heardOfBoth) => {
    const onFailure = (error: Error) => {
      if (failures.push(error.message) === 2) heardOfBoth();
    };
    const { clock } = createNodeWorld({ node: 'broker-1', onFailure });
    clock.after(0, () => {
      throw new Error('at once');
    });
    clock.after(1, async () => {
      await clock.sleep(1);
      throw new Error('later');
    });
  });
  assert.deepEqual(failures, ['at once', 'later']);
});

test('events carry the node and the instant; where nobody listens there is nothing to call', () => {
  const told: Told[] = [];
  const world = createNodeWorld({ node: 'broker-1', tell: (event) => told.push(event) });
  world.tell?.({ name: 'started' });
  const [event] = told;
  assert.deepEqual({ ...event, atUs: 0 }, { name: 'started', node: 'broker-1', atUs: 0 });
  assert.ok(Number.isInteger(event?.atUs));
  assert.equal(createNodeWorld({ node: 'broker-1' }).tell, undefined);
});
