import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Card } from '../theme/lesson/exercise/card.ts';
import { exerciseNamed } from './exercises.ts';
import { regionOf } from './regions.ts';
import { rehearse, rehearseLesson, type Rehearsed, type Step } from './rehearsal.ts';
import { experimentShelf } from './shelf.ts';
import { replaceTags, type Tag, tagsIn } from './tags.ts';

/** Whether a Markdown file says in its head that it is a text beside a workbench. */
export function isLesson(text: string): boolean {
  return /^---\n(?:(?!---).*\n)*layout: lesson\n/.test(text);
}

/** What a lesson's Markdown became, and the files of the repository that it was made from. */
export interface Expanded {
  readonly text: string;
  readonly files: readonly string[];
  /** What went another way than the lesson says when its commands were run. */
  readonly problems: readonly string[];
}

/**
 * Puts into a lesson what is made when the site is built: regions of the source, transcripts, figures and links of
 * experiments. Runs the lesson's own commands too. Throws where something that it names is not there, or no longer holds.
 */
export async function expandLesson(text: string, top: string): Promise<Expanded> {
  const files = new Set<string>();
  const experiments = await rehearsedIn(text, top, files);
  const { text: withExercises, cards } = await exercises(text, top, files);
  const withSource = replaceTags(withExercises, tagsIn(withExercises, ['Region']), (tag) => {
    files.add(needed(tag, 'of'));
    return region(tag, top, cards);
  });
  const names = ['Transcript', 'Picture', 'Experiment'];
  const tags = tagsIn(withSource, names);
  const instead = new Map<Tag, string>();
  for (const tag of tags) instead.set(tag, made(tag, experiments.get(needed(tag, 'of'))!));
  const whole = replaceTags(withSource, tags, (tag) => instead.get(tag) ?? '');
  const problems = await rehearseLesson(stepsIn(text), experimentShelf(top));
  return { text: withParts(withoutPrints(whole)), files: [...files].map((path) => resolve(top, path)), problems };
}

/** The task stands in the page from the beginning; what is to be said of a solved one comes when it is. */
async function exercises(
  text: string,
  top: string,
  files: Set<string>,
): Promise<{ readonly text: string; readonly cards: readonly Card[] }> {
  const cards: Card[] = [];
  const instead = new Map<Tag, string>();
  for (const tag of tagsIn(text, ['Exercise'])) {
    const { card, task, files: own } = await exerciseNamed(needed(tag, 'of'), top);
    for (const file of own) files.add(file);
    cards.push(card);
    const solved =
      tag.content === undefined ? '' : `\n\n<template v-slot:solved>\n\n${tag.content.trim()}\n\n</template>`;
    instead.set(tag, `<Exercise :card=${json(card)}>\n\n${task}${solved}\n\n</Exercise>`);
  }
  return { text: replaceTags(text, [...instead.keys()], (tag) => instead.get(tag) ?? ''), cards };
}

async function rehearsedIn(text: string, top: string, files: Set<string>): Promise<ReadonlyMap<string, Rehearsed>> {
  const experiments = new Map<string, Rehearsed>();
  for (const tag of tagsIn(text, ['Transcript', 'Picture', 'Experiment'])) {
    const path = needed(tag, 'of');
    files.add(path);
    if (!experiments.has(path)) experiments.set(path, await rehearse(top, path));
  }
  return experiments;
}

function needed({ name, attributes }: Tag, attribute: string): string {
  const value = attributes[attribute];
  if (value === undefined) throw new Error(`<${name}> needs ${attribute}="…"`);
  return value;
}

/** Folded where it is what an exercise of the page asks for: `exercise="1-storage/NAME"`. */
function region(tag: Tag, top: string, cards: readonly Card[]): string {
  const path = needed(tag, 'of');
  const { text, firstLine, lastLine } = regionOf(readFileSync(join(top, path), 'utf8'), path, needed(tag, 'name'));
  const attributes = `path="${path}" name=${quoted(needed(tag, 'name'))} :first="${firstLine}" :last="${lastLine}"`;
  const asks = tag.attributes['exercise'];
  const exercise = asks === undefined ? '' : ` :exercise=${json(exerciseOf(asks, cards))}`;
  return `<Region ${attributes}${exercise}>\n\n\`\`\`ts\n${text}\n\`\`\`\n\n</Region>`;
}

function exerciseOf(asked: string, cards: readonly Card[]): Pick<Card, 'name' | 'title' | 'place'> {
  const card = cards.find(({ name }) => name === asked);
  if (card === undefined) throw new Error(`a <Region> names the exercise ${asked}, which is not on this page`);
  const { name, title, place } = card;
  return { name, title, place };
}

function made(tag: Tag, experiment: Rehearsed): string {
  const { name, says, link, commands, scene } = experiment;
  switch (tag.name) {
    case 'Picture':
      return `<Picture says=${quoted(needed(tag, 'says'))} :scene=${json(scene)} />`;
    case 'Transcript':
      return `<Transcript :commands=${json(chosen(tag, experiment))} />`;
    default:
      return `<Experiment name="${name}" says=${quoted(says)} link=${quoted(link)} :commands=${json(commands.map(({ line }) => line))} />`;
  }
}

/** What a command prints is looked at when the site is built; a reader's page need not know it. */
function withoutPrints(text: string): string {
  return replaceTags(text, tagsIn(text, ['Run']), ({ start, end }) =>
    text.slice(start, end).replace(/ prints=(["']).*?\1/, ''),
  );
}

/** All commands, or the one that begins as `command` says. */
function chosen({ attributes }: Tag, { name, commands }: Rehearsed): Rehearsed['commands'] {
  const { command } = attributes;
  if (command === undefined) return commands;
  const found = commands.filter(({ line }) => line.startsWith(command));
  if (found.length === 0) throw new Error(`no command of ${name} begins with ${command}`);
  return found;
}

/** What the reader is led to do, in the order of the text. */
export function stepsIn(text: string): readonly Step[] {
  const runs = tagsIn(text, ['Run']).map(({ attributes, start }) => ({
    start,
    step: {
      does: 'run',
      line: attributes['line'] ?? '',
      mayFail: 'fails' in attributes,
      prints: attributes['prints']?.split(' | ') ?? [],
    } as const,
  }));
  for (const question of tagsIn(text, ['Question'])) {
    rightOne(needed(question, 'ask'), tagsIn(question.content ?? '', ['Choice']));
  }
  const decisions = tagsIn(text, ['Predict']).map((predict) => {
    const { attributes, content = '' } = predict;
    const after = runs.find(({ step, start }) => step.line === attributes['after'] && start > predict.start);
    if (after === undefined) throw new Error(`no <Run> below enters ${attributes['after']}, of which <Predict> speaks`);
    return { start: after.start, step: decision(needed(predict, 'ask'), content) };
  });
  return [...runs, ...decisions].sort((one, other) => one.start - other.start).map(({ step }) => step);
}

/** The answer without a belief must be the one that the run gives. */
function decision(question: string, content: string): Step {
  const choices = tagsIn(content, ['Choice']);
  const right = needed(rightOne(question, choices), 'when');
  return { does: 'decide', question, conditions: choices.map((choice) => needed(choice, 'when')), right };
}

function rightOne(question: string, choices: readonly Tag[]): Tag {
  if (choices.length !== 3) throw new Error(`${question} has ${choices.length} answers, not three`);
  const [right, ...others] = choices.filter(({ attributes }) => attributes['belief'] === undefined);
  if (right === undefined || others.length > 0) {
    throw new Error(`${question}: each wrong answer, and no other, has a belief="…"`);
  }
  return right;
}

/** `## Predict: how many?` names the part of the lesson apart from what it says. */
export const parts = ['Problem', 'Predict', 'Run', 'Read', 'Break', 'Check yourself'] as const;
const headingOfPart = new RegExp(`^## (${parts.join('|')})(?::[ ]*(.+))?$`, 'gm');

function withParts(text: string): string {
  return text.replace(headingOfPart, (_, part: string, says: string | undefined) => {
    const id = part.toLowerCase().replaceAll(' ', '-');
    const label = `<span class="part">${part}</span>`;
    return says === undefined ? `## ${label} {#${id}}` : `## ${label} ${says} {#${id}}`;
  });
}

/** As an attribute that Vue reads as an expression. */
function json(value: unknown): string {
  return quoted(JSON.stringify(value));
}

function quoted(text: string): string {
  return `"${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;')}"`;
}
