import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import type ts from 'typescript';

/** Something that TypeScript has to say about a text; positions are characters, counted from 0. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly says: string;
  /** The text cannot be run: it cannot even be read. */
  readonly isUnreadable: boolean;
}

export interface Suggestion {
  readonly name: string;
  /** TypeScript's word for it: `method`, `const`. */
  readonly kind: string;
}

export interface Suggestions {
  /** Where the word begins that they would replace. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly says: string;
}

/** What is asked of a text; what is known of the one before it is used again. */
export interface Language {
  problems(text: string): readonly Problem[];
  suggestions(text: string, position: number): Suggestions | undefined;
  hover(text: string, position: number): Hover | undefined;
  /** Without its types. */
  javaScript(text: string): string;
}

const file = 'exercise.ts';
const mostSuggestions = 200;

/** What every engine has besides the language, and a learner may want. */
const surroundings = `
declare const console: { log(...values: unknown[]): void };
declare class TextEncoder { encode(text: string): Uint8Array; }
declare class TextDecoder { decode(bytes: Uint8Array): string; }
`;

/** @param libraries the declarations of the language, by the names of their files: `lib.es5.d.ts` */
export function languageOf(compiler: typeof ts, libraries: Readonly<Record<string, string>>): Language {
  const files = new Map(Object.entries(libraries).map(([name, text]) => [`/${name}`, text]));
  files.set('/surroundings.d.ts', surroundings);
  files.set(file, ' ');
  const options: ts.CompilerOptions = {
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.ESNext,
    moduleDetection: compiler.ModuleDetectionKind.Force,
    lib: ['lib.es2023.d.ts'],
    types: [],
    strict: true,
  };
  const environment = createVirtualTypeScriptEnvironment(
    createSystem(files),
    [file, '/surroundings.d.ts'],
    compiler,
    options,
  );
  const { languageService } = environment;
  let known = ' ';
  const learn = (text: string) => {
    if (text === known) return;
    environment.updateFile(file, text === '' ? ' ' : text);
    known = text;
  };

  function problemOf(diagnostic: ts.Diagnostic, isUnreadable: boolean): Problem {
    const from = diagnostic.start ?? 0;
    const to = from + (diagnostic.length ?? 0);
    return { from, to, says: compiler.flattenDiagnosticMessageText(diagnostic.messageText, '\n'), isUnreadable };
  }

  return {
    problems(text) {
      learn(text);
      const unreadable = languageService.getSyntacticDiagnostics(file);
      if (unreadable.length > 0) return unreadable.map((each) => problemOf(each, true));
      return languageService.getSemanticDiagnostics(file).map((each) => problemOf(each, false));
    },
    suggestions(text, position) {
      learn(text);
      const found = languageService.getCompletionsAtPosition(file, position, {});
      if (found === undefined) return undefined;
      const word = /[\w$]*$/.exec(text.slice(0, position))![0];
      const begun = word.slice(0, 1).toLowerCase();
      const fitting = found.entries.filter(({ name }) => name.toLowerCase().startsWith(begun));
      const suggestions = fitting
        .sort((one, other) => (one.sortText < other.sortText ? -1 : 1))
        .slice(0, mostSuggestions)
        .map(({ name, kind }) => ({ name, kind }));
      return { from: position - word.length, suggestions };
    },
    hover(text, position) {
      learn(text);
      const info = languageService.getQuickInfoAtPosition(file, position);
      if (info === undefined) return undefined;
      const { start, length } = info.textSpan;
      const type = compiler.displayPartsToString(info.displayParts);
      return { from: start, to: start + length, type, says: compiler.displayPartsToString(info.documentation) };
    },
    javaScript: (text) => compiler.transpileModule(text, { compilerOptions: options }).outputText,
  };
}
