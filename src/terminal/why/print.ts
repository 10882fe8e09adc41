import type { Language } from '../../narration/index.ts';
import { whyWords } from '../../narration/why-words.ts';
import type { WhyAnswer } from '../why-answer.ts';

/** An answer as the terminal prints it. */
export function printed({ says, rule, causes }: WhyAnswer, language: Language): readonly string[] {
  const { lines, values } = whyWords(language);
  const ruleLines =
    rule === undefined
      ? []
      : [
          lines.rule(rule.name, rule.asks, rule.node, values.milliseconds(Math.floor(rule.atUs / 1000))),
          ...(rule.isReplaced ? [`  ${lines.replaced}`] : []),
          ...rule.inputs.map(({ name, value }) => lines.given(name, value)),
          lines.said(rule.result),
          lines.source(rule.file, rule.region),
        ];
  return [lines.because(says), ...ruleLines, ...causes.map((cause) => lines.cause(cause.says))];
}
