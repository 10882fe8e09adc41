import { readonly, ref, type Ref } from 'vue';
import type { Outcome } from '../../../../src/terminal/outcome.ts';
import type { Beginning } from '../worker/sessions.ts';
import type { ArrivedOutcome, Laboratory } from './laboratory.ts';
import type { FindLaboratory } from './shared-laboratory.ts';

/** A session of the laboratory that outlives it: when the worker is gone, the run is made again in the next one. */
export interface HeldSession {
  open(beginning: Partial<Beginning>): Promise<ArrivedOutcome>;
  /** Rejects with `LaboratoryEnded` where the worker ends meanwhile; the run is then as it was before the line. */
  execute(line: string): Promise<Executed>;
  /** As it began, but with another run, given as a link. */
  resume(link: string): Promise<ArrivedOutcome>;
  /** Where the worker is another one than before: the run as it was, made again. */
  restored(): Promise<ArrivedOutcome | undefined>;
  /** Ends the worker. */
  stop(): Promise<void>;
  /** The worker has been asked for something, and has not answered yet. */
  readonly isComputing: Readonly<Ref<boolean>>;
}

/** What came of a line, and the run that it left, as a link. */
export interface Executed {
  readonly outcome: Outcome;
  readonly link: string;
}

const emptyBeginning: Beginning = { commands: [], story: [], link: '', greets: false };

export function holdSession(find: FindLaboratory, session: string): HeldSession {
  let beginning = emptyBeginning;
  let opened: Laboratory | undefined;
  /** The run behind the last line that came to its end. */
  let run: string | undefined;
  const isComputing = ref(false);

  async function computing<Answer>(work: (laboratory: Laboratory) => Promise<Answer>): Promise<Answer> {
    isComputing.value = true;
    try {
      return await work(await find());
    } finally {
      isComputing.value = false;
    }
  }

  function openWith(from: Beginning): Promise<ArrivedOutcome> {
    return computing(async (laboratory) => {
      const outcome = await laboratory.open(session, from);
      opened = laboratory;
      return outcome;
    });
  }

  function resume(link: string): Promise<ArrivedOutcome> {
    run = link;
    return openWith({ ...beginning, commands: [], link, greets: false });
  }

  return {
    open(from) {
      beginning = { ...emptyBeginning, ...from };
      run = undefined;
      return openWith(beginning);
    },
    execute: (line) =>
      computing(async (laboratory) => {
        // A line has come to its end when the run that it left is known: from then on nothing takes it back.
        const [outcome, { lines }] = await Promise.all([
          laboratory.execute(session, line),
          laboratory.execute(session, 'link'),
        ]);
        run = lines.map(({ text }) => text).join('');
        return { outcome, link: run };
      }),
    async restored() {
      if (opened === undefined || (await find()) === opened) return undefined;
      return run === undefined ? openWith(beginning) : resume(run);
    },
    resume,
    stop: async () => (await find()).stop(),
    isComputing: readonly(isComputing),
  };
}
