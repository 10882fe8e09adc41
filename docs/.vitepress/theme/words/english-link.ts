import type { WrongInLink } from '../../../../src/terminal/link.ts';

/** What is said of a link that was opened, in English. */
export const linkWords = {
  problem: (part: string, wrong: WrongInLink) => `The link could not be read at ${part}. ${sayWrong(wrong)}`,
  changed: (then: string, now: string) =>
    `The outcome has changed since this link was made: its hash was ${then} and is ${now} now.`,
  ran: (commands: number) =>
    commands === 1 ? 'One command came with the link.' : `${commands} commands came with the link.`,
};

function sayWrong(wrong: WrongInLink): string {
  switch (wrong.is) {
    case 'version':
      return `It was made by a later version of this page; version ${wrong.understood} is understood here. What can be read of it is shown.`;
    case 'instant':
      return 'This is no time, as in at=31ms.';
    case 'view':
      return 'This is no view, as in view=logs.';
    case 'hash':
      return 'A hash has sixteen hexadecimal digits.';
    case 'commands':
      return 'The commands, or one of them, cannot be unpacked; perhaps the link was cut.';
    case 'unknown':
      return 'Nothing of this name belongs into a link.';
    case 'command':
      return wrong.nearest === undefined ? wrong.says : `${wrong.says} Meant was perhaps: ${wrong.nearest}`;
  }
}
