import type { SimulatedNode } from '../world/simulated/node.ts';
import type { Simulation } from '../world/simulated/simulation.ts';

/** A process that has done all it wanted ends. That is an event of its own; resolves when it has happened. */
export function endProcess(simulation: Simulation, node: SimulatedNode): Promise<void> {
  const ended = simulation.deferred();
  simulation.at(simulation.nowUs, () => {
    node.kill();
    ended.resolve();
  });
  return ended.promise;
}
