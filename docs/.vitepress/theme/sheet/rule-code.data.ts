import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createMarkdownRenderer, type SiteConfig } from 'vitepress';
import { ruleSources } from '../../../../src/terminal/rule-sources.ts';
import { type Region, regionOf } from '../../lessons/regions.ts';

/** A rule's function as it stands in the source, coloured when the site was built. */
export interface RuleCode {
  readonly html: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

declare const data: Readonly<Record<string, RuleCode>>;
export { data };

const top = resolve(import.meta.dirname, '../../../..');

export default {
  watch: ['../../../../src/*/rules/*.ts', '../../../../src/records/validate-batch.ts'],
  async load(): Promise<Readonly<Record<string, RuleCode>>> {
    const { srcDir, markdown } = (globalThis as unknown as { VITEPRESS_CONFIG: SiteConfig }).VITEPRESS_CONFIG;
    const renderer = await createMarkdownRenderer(srcDir, markdown);
    return Object.fromEntries(
      Object.entries(ruleSources).map(([rule, { file }]) => {
        const { text, firstLine, lastLine } = withComment(readFileSync(resolve(top, file), 'utf8'), file, rule);
        return [rule, { html: renderer.render(`\`\`\`ts\n${flowing(text)}\n\`\`\`\n`), firstLine, lastLine }];
      }),
    );
  },
};

/** The function, and above it the comment that states the rule. */
function withComment(source: string, file: string, rule: string): Region {
  const { firstLine, lastLine } = regionOf(source, file, rule);
  const lines = source.split('\n');
  const before = lines.slice(0, firstLine - 1);
  const first = before.at(-1)?.trim().endsWith('*/') ? before.findLastIndex((line) => line.startsWith('/**')) : -1;
  const start = first < 0 ? firstLine - 1 : first;
  return { text: lines.slice(start, lastLine).join('\n'), firstLine: start + 1, lastLine };
}

/** The source is wider than the sheet: the paragraphs of a comment are one line each there, which is cut where the sheet ends. */
function flowing(text: string): string {
  return text.replaceAll(/^( *\* \S.*)((?:\n *\* [^\s@-].*)+)/gm, (_, first: string, others: string) => {
    return first + others.replaceAll(/\n *\* /g, ' ');
  });
}
