import { type App, inject, type InjectionKey } from 'vue';
import { type Laboratory, LaboratoryEnded, WorkerLaboratory } from './laboratory.ts';

/** Starts the worker when it is first asked for, and another one when that has ended. */
export type FindLaboratory = () => Promise<Laboratory>;

const key: InjectionKey<FindLaboratory> = Symbol('the laboratory of this page');

/** One worker for all workbenches of the page; each has sessions of its own in it. */
export function provideLaboratory(app: App): FindLaboratory {
  let started: Promise<Laboratory> | undefined;
  const find: FindLaboratory = () => (started ??= startLaboratory(() => (started = undefined)));
  app.provide(key, find);
  return find;
}

export function useLaboratory(): FindLaboratory {
  const find = inject(key);
  if (find === undefined) throw new Error('no laboratory was provided');
  return find;
}

/** Where there are no workers, the promise says so. */
export async function startLaboratory(whenEnded: () => void): Promise<Laboratory> {
  if (typeof Worker === 'undefined') throw new LaboratoryEnded('no workers');
  const worker = startWorker();
  return new WorkerLaboratory(worker, whenEnded);
}

function startWorker(): Worker {
  try {
    return new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'laboratory' });
  } catch (error) {
    throw new LaboratoryEnded('no workers', error instanceof Error ? error.message : String(error));
  }
}
