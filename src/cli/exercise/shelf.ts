import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Exercise, TraceExercise } from '../../exercises/exercise.ts';
import { FileError } from '../experiment-file.ts';
import { startOf } from './first-lines.ts';

/** One exercise of the chapters, as it lies in a checkout. */
export interface Found {
  /** `look-up-an-offset` */
  readonly name: string;
  /** `1-storage` */
  readonly chapter: string;
  readonly folder: string;
}

/** The chapters of the checkout that this program is a part of. */
const chapters = resolve(import.meta.dirname, '../../../chapters');

/** In the order of chapters and names. Throws `FileError` where the program was installed without them. */
export function findExercises(): readonly Found[] {
  if (!existsSync(chapters)) {
    throw new FileError(
      'The exercises are in the repository, and not in the installed package: clone it, run npm ci there, and then ' +
        'node --import tsx src/cli.ts exercise',
    );
  }
  return readdirSync(chapters, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(join('/', 'check.ts')))
    .sort()
    .map((path) => {
      const folder = resolve(chapters, dirname(path));
      return { name: folder.split('/').at(-1)!, chapter: path.split('/')[0]!, folder };
    });
}

export async function loadExercise({ folder }: Found): Promise<Exercise> {
  const { exercise } = (await import(join(folder, 'check.ts'))) as { exercise: Exercise };
  return exercise;
}

export function hintsOf({ folder }: Found): readonly string[] {
  return readFileSync(join(folder, 'hints.md'), 'utf8')
    .split('\n---\n')
    .map((hint) => hint.trim());
}

export function solutionOf({ folder }: Found, exercise: Exercise): string {
  switch (exercise.kind) {
    case 'rule':
      return readFileSync(join(folder, 'solution.ts'), 'utf8');
    case 'schedule':
      return exercise.solution.join('\n');
    case 'settings':
      return exercise.fields.map(({ setting, solution }) => `${setting}=${solution}`).join('\n');
    case 'trace':
      return traceSolutionOf(exercise);
  }
}

/** As it is written into an answer's file, and what it means. */
function traceSolutionOf({ choices }: TraceExercise): string {
  const right = choices.findIndex(({ isRight }) => isRight);
  const { says, range } = choices[right]!;
  return `${range?.join('-') ?? right + 1}  # ${says}`;
}

const endings = { rule: 'ts', schedule: 'experiment', settings: 'properties', trace: 'txt' } as const;

/** The learner's own file; it is begun where it is not there yet, and never written over. */
export function answerFile(found: Found, exercise: Exercise, folder: string): { path: string; isNew: boolean } {
  const path = join(folder, `${found.name}.${endings[exercise.kind]}`);
  if (existsSync(path)) return { path, isNew: false };
  mkdirSync(folder, { recursive: true });
  const start = exercise.kind === 'rule' ? readFileSync(join(found.folder, 'exercise.ts'), 'utf8') : startOf(exercise);
  writeFileSync(path, start, { flag: 'wx' });
  return { path: relative('.', path), isNew: true };
}

/** What is solved, remembered beside the answers. */
export class Progress {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, 'solved.txt');
  }

  get solved(): ReadonlySet<string> {
    if (!existsSync(this.#path)) return new Set();
    return new Set(readFileSync(this.#path, 'utf8').split('\n').filter(Boolean));
  }

  add(name: string): void {
    const solved = new Set(this.solved).add(name);
    writeFileSync(
      this.#path,
      [...solved]
        .sort()
        .map((each) => `${each}\n`)
        .join(''),
    );
  }
}
