import { type Laboratory, WorkerLaboratory } from './laboratory.ts';

/** One worker for all workbenches of the page; each has sessions of its own in it. It starts when first asked for. */
let started: Promise<Laboratory> | undefined;

export function laboratory(): Promise<Laboratory> {
  started ??= Promise.resolve(
    new WorkerLaboratory(
      new Worker(new URL('../worker/worker.ts', import.meta.url), { type: 'module', name: 'laboratory' }),
    ),
  );
  return started;
}
