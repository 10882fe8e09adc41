import { ts } from 'virtual:typescript';
import { libraries } from 'virtual:typescript-libraries';
import { languageOf } from './language.ts';
import type { FromLanguage, ToLanguage } from './language-messages.ts';

/** The worker of the editor: TypeScript, for one text at a time. */
const language = languageOf(ts, libraries);

addEventListener('message', ({ data }: MessageEvent<ToLanguage>) => postMessage(answer(data)));

function answer({ call, asks, text, position }: ToLanguage): FromLanguage {
  try {
    switch (asks) {
      case 'problems':
        return { call, answer: language.problems(text) };
      case 'suggestions':
        return { call, answer: language.suggestions(text, position) };
      case 'hover':
        return { call, answer: language.hover(text, position) };
      case 'javaScript':
        return { call, answer: language.javaScript(text) };
    }
  } catch (error) {
    return { call, failed: error instanceof Error ? error.message : String(error) };
  }
}
