import { type App, inject, type InjectionKey } from 'vue';
import { type Laboratory, WorkerLaboratory } from './laboratory.ts';

/** Starts the worker when it is first asked for. */
export type FindLaboratory = () => Promise<Laboratory>;

const key: InjectionKey<FindLaboratory> = Symbol('the laboratory of this page');

/** One worker for all workbenches of the page; each has sessions of its own in it. */
export function provideLaboratory(app: App): FindLaboratory {
  let started: Promise<Laboratory> | undefined;
  const find: FindLaboratory = () => (started ??= start());
  app.provide(key, find);
  return find;
}

export function useLaboratory(): FindLaboratory {
  const find = inject(key);
  if (find === undefined) throw new Error('no laboratory was provided');
  return find;
}

/** Where there are no workers, the promise says so. */
async function start(): Promise<Laboratory> {
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'laboratory' });
  return new WorkerLaboratory(worker);
}
