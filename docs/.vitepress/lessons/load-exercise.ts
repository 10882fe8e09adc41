import { join } from 'node:path';
import { build } from 'esbuild';
import type { Exercise } from '../../../src/exercises/exercise.ts';

/**
 * The exercise of a folder, and the files that it is made of. The site's build runs where TypeScript cannot be imported, so
 * `check.ts` is bundled first, with all that it needs.
 */
export async function loadExercise(folder: string): Promise<{ exercise: Exercise; files: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(folder, 'check.ts')],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    logLevel: 'silent',
    absWorkingDir: folder,
  });
  const code = Buffer.from(outputFiles[0]!.contents).toString('base64');
  const { exercise } = (await import(`data:text/javascript;base64,${code}`)) as { exercise: Exercise };
  const own = Object.keys(metafile.inputs).filter((path) => !path.includes('/'));
  return { exercise, files: own.map((path) => join(folder, path)) };
}
