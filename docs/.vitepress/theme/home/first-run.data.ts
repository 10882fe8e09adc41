import { executeFixture } from '../worker/fixture-session.ts';
import type { ExecutedRun } from '../workbench/laboratory.ts';

/** The home page's first picture, made by a real run when the site is built, so that it is there before any script is. */
declare const data: ExecutedRun;
export { data };

export default {
  load: (): ExecutedRun => executeFixture('again').runs[1]!,
};
