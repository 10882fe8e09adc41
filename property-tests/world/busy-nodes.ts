import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSimulation, type Simulation, type SimulationOptions } from '../../src/world/simulated/simulation.ts';
import type { Connection, Happening, Tell, World } from '../../src/world/world.ts';

/** Something that befalls nodes that are busy; plain data, so that a plan shrinks. */
export interface Fault {
  readonly atMs: number;
  readonly kind: 'kill' | 'unplug' | 'pause' | 'cut' | 'cut one way' | 'slow' | 'lossy' | 'heal' | 'skew';
  readonly node: number;
  readonly other: number;
}

export interface Plan {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

interface Noted extends Happening {
  readonly position: number;
  readonly wallMs: number;
  readonly from: string;
}

const names = ['ada', 'bob', 'eve'];
const durationMs = 200;

export const plans: fc.Arbitrary<Plan> = fc.record({
  seed: fc.nat(1_000_000),
  faults: fc.array(
    fc.record({
      atMs: fc.nat(durationMs),
      kind: fc.constantFrom(
        ...(['kill', 'unplug', 'pause', 'cut', 'cut one way', 'slow', 'lossy', 'heal', 'skew'] as const),
      ),
      node: fc.nat(names.length - 1),
      other: fc.nat(names.length - 1),
    }),
    { maxLength: 8 },
  ),
});

/**
 * Three nodes that write to each other, note on their disks what they heard, and begin anew when they are cut off or killed.
 * Whoever hears checks that on one connection nothing is missing and nothing comes out of order.
 */
export async function runPlan({ seed, faults }: Plan, options: Partial<SimulationOptions> = {}): Promise<string> {
  const simulation = createSimulation({ seed, trace: { hashed: true }, network: { windowBytes: 300 }, ...options });
  for (const name of names) await begin(simulation, name);
  for (const fault of faults) simulation.at(fault.atMs * 1000, () => strike(simulation, fault));
  await simulation.runFor(durationMs * 1000);
  return simulation.trace.hash();
}

async function begin(simulation: Simulation, name: string): Promise<void> {
  await simulation.act(() => live(simulation.node(name).world));
}

async function live(world: World): Promise<void> {
  world.disk.makeFolder('notes');
  await world.disk.flushFolder('');
  await world.network.listen({ host: world.node, port: 1 }, (connection) => listen(world, connection));
  world.tell?.({ name: 'began' });
  for (const other of names) if (other !== world.node) talkTo(world, other);
}

function talkTo(world: World, other: string): void {
  const again = () => {
    world.clock.after(1 + world.random.below(20), () => talkTo(world, other));
  };
  world.clock.after(0, async () => {
    try {
      talk(world, await world.network.connect({ host: other, port: 1 }, 20), again);
    } catch {
      again();
    }
  });
}

function talk(world: World, connection: Connection, again: () => void): void {
  let count = 0;
  let isOver = false;
  const speak = (): void => {
    if (isOver) return;
    if (count === 30) return connection.close();
    connection.send([Uint8Array.of(count++), world.random.bytes(world.random.below(100))]);
    world.clock.after(world.random.below(5), speak);
  };
  connection.start({
    data: () => undefined,
    closed: (error) => {
      isOver = true;
      world.tell?.({ name: error === undefined ? 'closed' : `closed: ${error.code}` });
      again();
    },
  });
  speak();
}

function listen(world: World, connection: Connection): void {
  const file = world.disk.open(`notes/${connection.remote.host}`, { create: true });
  let expected = 0;
  connection.start({
    data: async (chunk) => {
      assert.equal(chunk[0], expected++, 'a message is missing or out of order');
      const position = file.sizeBytes();
      file.write(position, [chunk]);
      if (expected % 4 === 0) connection.pause();
      await file.flush();
      connection.resume();
      assert.deepEqual(await file.read(position, chunk.length), chunk);
      const tell: Tell<Noted> | undefined = world.tell;
      tell?.({ name: 'noted', position, wallMs: world.clock.wallMs(), from: connection.remote.host });
    },
    closed: () => undefined,
  });
}

function strike(simulation: Simulation, { kind, node, other }: Fault): void | Promise<void> {
  const { network } = simulation;
  const name = names[node]!;
  const target = simulation.node(name);
  const otherName = names[other]!;
  switch (kind) {
    case 'kill':
    case 'unplug':
      if (!target.isAlive) return;
      target[kind]();
      return simulation.at(simulation.nowUs + 30_000, () => live(target.restart()));
    case 'pause':
      target.pause();
      return simulation.at(simulation.nowUs + 50_000, () => target.resume());
    case 'cut':
      return network.cut(name, otherName);
    case 'cut one way':
      return network.cut(name, otherName, { oneway: true });
    case 'slow':
      return network.slow(name, otherName, { delayUs: 2000, jitterUs: 9000 });
    case 'lossy':
      return network.lose(name, otherName, 20);
    case 'heal':
      return network.heal();
    case 'skew':
      return target.skewWall(-5000);
  }
}
