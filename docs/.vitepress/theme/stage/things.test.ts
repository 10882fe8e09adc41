import assert from 'node:assert/strict';
import { test } from 'node:test';
import { english } from '../words/english.ts';
import { Film, type Scene } from './film.ts';
import { arrange } from './layout.ts';
import { lostAnswer } from './testing/lost-answer.ts';
import { atLeast, type Direction, neighbour, type Place, type Thing, thingsOn } from './things.ts';
import { envelopesOf } from './traffic.ts';

/** Ada's answer is lost. */
function whenLost(): Scene {
  const events = lostAnswer({ idempotent: false });
  const film = new Film(
    events,
    events.flatMap(({ name }, index) => (name === 'message lost' || name === 'record acknowledged' ? [index] : [])),
  );
  return film.at({ beat: 0, share: 0 });
}

/** What can be opened then. */
function things(width: number, leastCell: number): readonly Thing[] {
  const scene = whenLost();
  const layout = arrange(scene.picture, width, { leastCell });
  return thingsOn(layout, envelopesOf(scene, layout), scene.picture, english);
}

test('every node, record and message can be opened, and each has a name of its own', () => {
  const all = things(850, 34);
  assert.deepEqual(
    all.map(({ key }) => key),
    ['node teller', 'node broker-1', 'record payments-0@0 broker-1', 'node bank', 'message 1'],
  );
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  assert.match(all.at(-1)!.name, /^lost between broker-1 and teller/);
});

test('no thing covers another, but a message what it flies over', () => {
  for (const width of [850, 340]) {
    const standing = things(width, 44).filter(({ subject }) => subject.is !== 'message');
    for (const one of standing) {
      for (const other of standing) {
        if (one !== other) assert.ok(!overlap(one.place, other.place), `${one.key} and ${other.key} at ${width}`);
      }
    }
  }
});

test('in little room a lost message lies on none of the clients that its way passes', () => {
  const scene = whenLost();
  const { picture } = scene;
  const teller = picture.nodes.find(({ name }) => name === 'teller')!;
  const nodes = [...picture.nodes, { ...teller, name: 'clerk' }, { ...teller, name: 'till' }];
  const crowded = { ...scene, picture: { ...picture, nodes } };
  const layout = arrange(crowded.picture, 340);
  const [lost] = envelopesOf(crowded, layout).filter(({ isLost }) => isLost);
  const till = layout.boxes.find(({ node }) => node.name === 'till')!;
  assert.ok(lost!.at.y > till.y + till.height, `${lost!.at.y} is above the end of the last client`);
});

function overlap(one: Place, other: Place): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

test('arrow keys lead to everything, and from the edge to nothing', () => {
  for (const width of [850, 340]) {
    const all = things(width, 34);
    const reached = new Set<string>();
    const open = [all[0]!];
    for (let from = open.pop(); from !== undefined; from = open.pop()) {
      reached.add(from.key);
      for (const direction of ['left', 'right', 'up', 'down'] satisfies Direction[]) {
        const next = neighbour(all, from, direction);
        if (next !== undefined && !reached.has(next.key)) open.push(next);
      }
    }
    assert.equal(reached.size, all.length, `at ${width}`);
  }
  const wide = things(850, 34);
  assert.equal(neighbour(wide, wide[0]!, 'left'), undefined);
  assert.equal(neighbour(wide, wide[0]!, 'right')?.key, 'message 1');
});

test('what is small is hit in a larger place around its middle; what is large, where it is', () => {
  assert.deepEqual(atLeast({ x: 10, y: 10, width: 28, height: 20 }, 44), { x: 2, y: -2, width: 44, height: 44 });
  assert.deepEqual(atLeast({ x: 0, y: 0, width: 60, height: 50 }, 44), { x: 0, y: 0, width: 60, height: 50 });
});
