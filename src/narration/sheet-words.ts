import { type Sheets, sheets } from './english-sheets.ts';
import type { Language } from './language.ts';

/** What stands on sheets, in a language. Apart from the language itself: a page loads it when somebody looks at something. */
export function sheetWords(_language: Language): Sheets {
  return sheets;
}

export type { Sheets };
