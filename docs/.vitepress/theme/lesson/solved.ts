import { type Memory, memoryOf } from './remembered.ts';

const happened = 'exercise solved';

type FindMemory = (page: string) => Memory;
const memoryOfExercise: FindMemory = (name) => memoryOf(`exercise ${name}`);

/** @param name `1-storage/look-up-an-offset` */
export function wasSolved(name: string, memory: FindMemory = memoryOfExercise): boolean {
  return memory(name).read('solved') === 'yes';
}

/** It is kept in this browser, and all of the page hears of it at once. */
export function rememberSolved(
  name: string,
  memory: FindMemory = memoryOfExercise,
  page: EventTarget = document,
): void {
  memory(name).keep('solved', 'yes');
  page.dispatchEvent(new CustomEvent(happened, { detail: name }));
}

/** Calls `then` when that exercise is solved on this page; what it returns ends that. */
export function whenSolved(name: string, then: () => void, page: EventTarget = document): () => void {
  const hear = (event: Event) => {
    if ((event as CustomEvent<string>).detail === name) then();
  };
  page.addEventListener(happened, hear);
  return () => page.removeEventListener(happened, hear);
}
