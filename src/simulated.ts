/**
 * What any host may import, a page too: a Kafka cluster that lives in memory and in virtual time, driven by one seed.
 *
 *     import { createSession } from 'kafka-on-trial/simulated';
 *
 *     const session = await createSession({ seed: 7 });
 *     const outcome = await session.execute('produce payments "42 EUR to Ada"');
 */
export { type Session, createSession, type SessionOptions, type Shelf } from './terminal/session.ts';
export type { Expectation, Outcome, SaidLine, ShownRun, TellingSentence } from './terminal/outcome.ts';
export { type CommandResult, type ExperimentResult, runExperiment, runPlan } from './terminal/experiment.ts';
export { type Plan, PlanError, readPlan } from './terminal/plan.ts';
export { type Link, type LinkProblem, readLink, type ReadLink, type WrongInLink, writeLink } from './terminal/link.ts';
export { SimulatedCluster, type SimulatedClusterOptions, startSimulatedCluster } from './cluster/simulated.ts';
export type { Fault } from './cluster/faults.ts';
export { createSimulation, type Simulation, type SimulationOptions } from './world/simulated/simulation.ts';
export { createAdmin } from './delivery/admin/admin.ts';
export { createConsumer } from './delivery/consumer/consumer.ts';
export { createProducer } from './delivery/producer/producer.ts';
export { startBroker } from './broker/start-broker.ts';
export { type Rules, rules } from './broker/rules.ts';
