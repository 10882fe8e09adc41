import type { Page } from '../../../curriculum.ts';
import { type Memory, memoryOf } from './remembered.ts';

const name = 'read to its end';

/** Kept in this browser: the reader has seen the page's end. */
export function rememberRead({ path }: Pick<Page, 'path'>, memory: (page: string) => Memory = memoryOf): void {
  memory(path).keep(name, 'yes');
}

export function wasRead({ path }: Pick<Page, 'path'>, memory: (page: string) => Memory = memoryOf): boolean {
  return memory(path).read(name) !== undefined;
}
