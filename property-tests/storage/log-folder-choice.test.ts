import assert from 'node:assert/strict';
import fc from 'fast-check';
import { storageRules } from '../../src/storage/rules.ts';
import { law } from '../law.ts';

law(
  'new logs go where the fewest are, and in the end no folder that got one has two more than another',
  storageRules,
  fc.tuple(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 5 }), fc.nat({ max: 30 })),
  ([before, newLogs], rules) => {
    const counts = [...before];
    for (let made = 0; made < newLogs; made++) {
      const choice = rules.logFolderChoice(counts);
      assert.ok(choice >= 0 && choice < counts.length, `there is no folder ${choice}`);
      assert.equal(choice, counts.indexOf(Math.min(...counts)), 'the first of those with the fewest');
      counts[choice]!++;
    }
    const grown = counts.filter((count, folder) => count > before[folder]!);
    for (const count of grown) assert.ok(count <= Math.min(...counts) + 1, 'one folder got more than its share');
  },
).kills({
  'always the first folder': { logFolderChoice: () => 0 },
  'where most are already': { logFolderChoice: (counts) => counts.indexOf(Math.max(...counts)) },
  'the last one of those with the fewest': { logFolderChoice: (counts) => counts.lastIndexOf(Math.min(...counts)) },
  'in turn, whatever lies there': {
    logFolderChoice: (counts) => counts.reduce((sum, count) => sum + count, 0) % counts.length,
  },
});
