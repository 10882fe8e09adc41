import { executeFixture } from '../worker/fixture-session.ts';
import type { ShownRun } from '../../../../src/terminal/outcome.ts';

/** The home page's first picture, made by a real run when the site is built, so that it is there before any script is. */
declare const data: ShownRun;
export { data };

export default {
  load: (): ShownRun => executeFixture('again').runs[1]!,
};
