import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeText } from '../bytes/writer.ts';
import { createSimulation } from '../world/simulated/simulation.ts';
import { CheckpointFile } from './checkpoint-file.ts';
import { readFile } from './safe-file.ts';

test('a checkpoint is saved again and again, also where it says nothing new', async () => {
  const simulation = createSimulation({ seed: 1 });
  const { disk } = simulation.node('broker-1').world;
  let content = 'one';
  const saved = await simulation.runUntilResolved(async () => {
    disk.makeFolder('/data');
    const file = new CheckpointFile(disk, '/data', 'checkpoint', () => encodeText(content));
    await file.save();
    await file.save();
    content = 'two';
    await Promise.all([file.save(), file.save()]);
    await file.save();
    return readFile(disk, '/data/checkpoint');
  });
  assert.deepEqual(saved, encodeText('two'));
});
