import { createSession } from '../../../../src/terminal/session.ts';
import { instantsOf, oneRecord } from './stops.ts';

/** When the record came to each of its stops, in microseconds: from the page's own run, made when the site is built. */
declare const data: readonly number[];
export { data };

export default {
  watch: ['../../../../src/**/*.ts'],
  async load(): Promise<readonly number[]> {
    const session = await createSession();
    for (const line of oneRecord) {
      const { ok, lines } = await session.execute(line);
      if (!ok) throw new Error(`${line}: ${lines.map(({ text }) => text).join(' ')}`);
    }
    return instantsOf(session.outcomeAnew(true, []).runs[0]!.events).map((atUs, stop) => {
      if (atUs === undefined) throw new Error(`the run never comes to stop ${stop + 1}`);
      return atUs;
    });
  },
};
