import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { runExperiment } from '../../../src/terminal/experiment.ts';
import { writeLink } from '../../../src/terminal/link.ts';
import type { NamedExperiment } from '../../.vitepress/theme/named-experiment.ts';

/**
 * A page for every experiment of the chapters, at a short name that lasts. A plain file server finds it, from any base path:
 * `/play/lost-acknowledgement/` is a folder with an index in it.
 */
const chapters = resolve('chapters');

export default {
  async paths(): Promise<readonly { readonly params: NamedExperiment & { readonly experiment: string } }[]> {
    const files = readdirSync(chapters, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.experiment'),
    );
    return Promise.all(files.sort().map(pageOf));
  },
};

async function pageOf(file: string) {
  const text = readFileSync(join(chapters, file), 'utf8');
  const name = basename(file, '.experiment');
  const comments = text.split('\n').flatMap((line) => /^#\s*(.*)$/.exec(line)?.[1] ?? []);
  const { commands, hash } = await runExperiment(text);
  const link = writeLink({ commands: commands.map(({ command }) => command), hash });
  const then = comments.flatMap((comment) => /^then at the prompt:\s*(.+)$/.exec(comment)?.[1] ?? []);
  return { params: { experiment: name, name, title: comments[0] ?? name, link, then } };
}
