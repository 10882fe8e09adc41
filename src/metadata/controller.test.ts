import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KafkaError } from '../wire/errors.ts';
import { createSimulation } from '../world/simulated/simulation.ts';
import type { Deferred, Happening, World } from '../world/world.ts';
import { createTopic, deleteTopic } from './changes/topics.ts';
import { Controller, type Decision, type MetadataJournal } from './controller.ts';
import type { MetadataImage } from './image.ts';
import { metadataRules } from './rules.ts';
import { clusterOf, directoryId, topicIdOf } from './testing/images.ts';

/** A journal whose flushes wait to be let through. */
class SlowJournal implements MetadataJournal {
  readonly epoch = 1;
  endOffset = 100;
  readonly flushes: Deferred<void>[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  append(records: readonly Uint8Array[]): number {
    this.endOffset += records.length;
    return this.endOffset - 1;
  }

  flush(): Promise<void> {
    const flush = this.#world.deferred();
    this.flushes.push(flush);
    return flush.promise;
  }
}

const creation = (name: string, number: number) => (image: MetadataImage) => ({
  records: createTopic(
    image,
    { name, partitions: 1, replicationFactor: 1, assignments: [], configuration: [] },
    topicIdOf(number),
    { partitions: 1, replicationFactor: 1 },
    { rules: metadataRules, start: 0, directoryOf: () => directoryId },
  ),
  result: name,
});

async function inWorld(
  story: (controller: Controller, journal: SlowJournal, told: Happening[]) => Promise<void>,
): Promise<void> {
  const simulation = createSimulation({ seed: 1 });
  const told: Happening[] = [];
  simulation.trace.listen((event) => void told.push(event));
  const { world } = simulation.node('controller');
  await simulation.runUntilResolved(() => {
    const journal = new SlowJournal(world);
    return story(new Controller(world, journal, clusterOf(1), metadataRules), journal, told);
  });
}

/** Whether it has been answered, once everything has come to rest. */
async function isAnswered(answer: Promise<unknown>): Promise<boolean> {
  const rest = async () => {
    for (let turn = 0; turn < 20; turn++) await null;
    return false;
  };
  return Promise.race([answer.then(() => true), rest()]);
}

test('a change is answered, seen and told when it is safe, and not before', () =>
  inWorld(async (controller, journal, told) => {
    const answer = controller.change(creation('payments', 1));
    assert.equal(await isAnswered(answer), false);
    assert.equal(controller.image.topics.size, 0);
    assert.deepEqual(told, []);
    journal.flushes[0]!.resolve();
    assert.equal(await answer, 'payments');
    assert.equal(controller.image.topics.size, 1);
    assert.equal(controller.image.offset, 101);
    assert.deepEqual(
      told.map(({ name }) => name),
      ['topic created'],
    );
  }));

test('a decision stands on all that were made before it, safe or not', () =>
  inWorld(async (controller, journal) => {
    const first = controller.change(creation('payments', 1));
    await assert.rejects(
      controller.change(creation('payments', 2)),
      (error) => error instanceof KafkaError && error.error.name === 'TOPIC_ALREADY_EXISTS',
    );
    journal.flushes[0]!.resolve();
    await first;
  }));

test('changes are seen in the order in which they were decided', () =>
  inWorld(async (controller, journal) => {
    const seen: number[] = [];
    controller.listen(async (image) => void seen.push(image.topics.size));
    const answers = [controller.change(creation('one', 1)), controller.change(creation('two', 2))];
    journal.flushes[1]!.resolve();
    assert.equal(await isAnswered(answers[1]!), true);
    assert.equal(controller.image.topics.size, 2, 'what is safe includes all that was before it');
    journal.flushes[0]!.resolve();
    await Promise.all(answers);
    assert.deepEqual(seen, [2], 'an image never goes back');
  }));

test('those who listen have acted before anybody is answered', () =>
  inWorld(async (controller, journal) => {
    const steps: string[] = [];
    controller.listen(async (_, before) => {
      for (let turn = 0; turn < 10; turn++) await null;
      steps.push(`acted upon ${before.topics.size}`);
    });
    const answer = controller.change(creation('payments', 1));
    journal.flushes[0]!.resolve();
    await answer;
    steps.push('answered');
    assert.deepEqual(steps, ['acted upon 0', 'answered']);
  }));

test('after a flush that failed nothing is decided any more', () =>
  inWorld(async (controller, journal) => {
    const answer = controller.change(creation('payments', 1));
    journal.flushes[0]!.reject(new Error('the disk is gone'));
    const isStorageError = (error: unknown) =>
      error instanceof KafkaError &&
      error.error.name === 'KAFKA_STORAGE_ERROR' &&
      /the disk is gone/.test(error.message);
    await assert.rejects(answer, isStorageError);
    await assert.rejects(controller.change(creation('other', 2)), isStorageError);
    assert.equal(controller.image.topics.size, 0);
    assert.equal(journal.flushes.length, 1);
  }));

test('a decision without records costs nothing', () =>
  inWorld(async (controller, journal) => {
    const decide = (image: MetadataImage, offset: number): Decision<number> => ({
      records: [],
      result: offset + image.topics.size,
    });
    assert.equal(await controller.change(decide), 100);
    assert.equal(journal.flushes.length, 0);
  }));

test('what was deleted is told by its name', () =>
  inWorld(async (controller, journal, told) => {
    const made = controller.change(creation('payments', 1));
    journal.flushes[0]!.resolve();
    await made;
    const gone = controller.change((image) => ({
      records: deleteTopic(image.topics.get('payments')!),
      result: undefined,
    }));
    journal.flushes[1]!.resolve();
    await gone;
    assert.deepEqual(told.at(-1), { ...told.at(-1), name: 'topic deleted', topic: 'payments' });
  }));
