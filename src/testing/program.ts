import { spawn, spawnSync } from 'node:child_process';

export interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface ProgramOptions {
  /** What it reads from its standard input. */
  readonly input?: string | Uint8Array;
  readonly mayFail?: boolean;
  /** Runs it as another user of the system; only the superuser may. */
  readonly userId?: number;
  /** Ends it after so long. */
  readonly timeoutMs?: number;
}

/** Runs a program to its end. Throws where it does not end well, unless `mayFail`. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  { input = '', mayFail = false, userId, timeoutMs = 0 }: ProgramOptions = {},
): Promise<Ended> {
  return new Promise((done, failed) => {
    const user = userId === undefined ? {} : { uid: userId, gid: userId };
    const child = spawn(program, parameters, { ...user, timeout: timeoutMs });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.once('error', failed);
    child.once('close', (status) => {
      const ended = { status, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() };
      if (status === 0 || mayFail) done(ended);
      else
        failed(new Error(`${program} ${parameters.join(' ')} ended with ${status}:\n${ended.errors}${ended.output}`));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** The reason to skip a test that needs a program which this machine lacks; false where it is there. */
export function lacks(program: string): string | false {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  return found ? false : `${program} is not installed`;
}
