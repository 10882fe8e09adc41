import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockContract } from '../testing/clock-contract.ts';
import type { MakeBench } from '../testing/contract.ts';
import { diskContract } from '../testing/disk-contract.ts';
import { networkContract } from '../testing/network-contract.ts';
import { createNodeWorld } from './world.ts';

const makeBench: MakeBench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  return {
    server: createNodeWorld({ node: 'server' }),
    client: createNodeWorld({ node: 'client' }),
    host: '127.0.0.1',
    folder,
    run: (body) => body(),
    close: async () => rmSync(folder, { recursive: true }),
  };
};

clockContract("Node's", makeBench);
diskContract("Node's", makeBench);
networkContract("Node's", makeBench);
