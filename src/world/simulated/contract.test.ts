import { clockContract } from '../testing/clock-contract.ts';
import type { MakeBench } from '../testing/contract.ts';
import { diskContract } from '../testing/disk-contract.ts';
import { networkContract } from '../testing/network-contract.ts';
import { createSimulation } from './simulation.ts';

const makeBench: MakeBench = async () => {
  const simulation = createSimulation({ seed: 1 });
  const server = simulation.node('server').world;
  await simulation.act(() => server.disk.makeFolder('data'));
  return {
    server,
    client: simulation.node('client').world,
    host: 'server',
    folder: 'data',
    run: (body) => simulation.runUntilResolved(body),
    close: async () => undefined,
  };
};

clockContract('simulated', makeBench);
diskContract('simulated', makeBench);
networkContract('simulated', makeBench);
