import { getCurrentInstance, inject, type InjectionKey } from 'vue';
import type { FromLanguage, ToLanguage } from './language-messages.ts';
import type { Hover, Problem, Suggestions } from './language.ts';

/** The page's side of the worker that knows TypeScript. Everything rejects where there is no such worker. */
export interface RemoteLanguage {
  problems(text: string): Promise<readonly Problem[]>;
  suggestions(text: string, position: number): Promise<Suggestions | undefined>;
  hover(text: string, position: number): Promise<Hover | undefined>;
  javaScript(text: string): Promise<string>;
}

/** Starts the worker when it is first asked for, and another one where that could not be loaded. */
export type FindLanguage = () => RemoteLanguage;

const key: InjectionKey<FindLanguage> = Symbol('TypeScript for the editors of this page');

/** One worker for all editors; it is no part of a page that has none. */
export function useLanguage(): FindLanguage {
  const known = inject(key, undefined);
  if (known !== undefined) return known;
  let started: RemoteLanguage | undefined;
  const find: FindLanguage = () => (started ??= start(() => (started = undefined)));
  getCurrentInstance()?.appContext.app.provide(key, find);
  return find;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

function start(whenEnded: () => void): RemoteLanguage {
  const calls = new Map<number, Waiting>();
  let lastCall = 0;
  const worker = new Worker(new URL('./language-worker.ts', import.meta.url), { type: 'module', name: 'TypeScript' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromLanguage>) => {
    const waiting = calls.get(data.call);
    calls.delete(data.call);
    if ('failed' in data) waiting?.reject(new Error(data.failed));
    else waiting?.resolve(data.answer);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const { reject } of calls.values()) reject(new Error(message));
    calls.clear();
    worker.terminate();
    whenEnded();
  });

  function ask<Answer>(asks: ToLanguage['asks'], text: string, position = 0): Promise<Answer> {
    const call = ++lastCall;
    return new Promise<Answer>((resolve, reject) => {
      calls.set(call, { resolve: (answer) => resolve(answer as Answer), reject });
      worker.postMessage({ call, asks, text, position } satisfies ToLanguage);
    });
  }

  return {
    problems: (text) => ask('problems', text),
    suggestions: (text, position) => ask('suggestions', text, position),
    hover: (text, position) => ask('hover', text, position),
    javaScript: (text) => ask('javaScript', text),
  };
}
