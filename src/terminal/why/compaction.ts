import type { RuleCall } from '../../cluster/rule-calls.ts';
import type { Evidence, Of } from './evidence.ts';
import { byRule, type Explanations } from './explained.ts';
import { field, inWords, resultField } from './values.ts';

/** Why the log cleaner did what it did. */
export const compaction = {
  'compaction began'(event, index, evidence) {
    const words = evidence.words.compaction;
    const call = evidence.call(['logToClean'], index, {
      earlier: true,
      matches: (each) => resultField(each, 'partition') === event.partition,
    });
    return byRule('logToClean', call, (found) => {
      const value = (name: string) => inWords(name, resultField(found, name), evidence.words);
      return event.isOverdue
        ? words.overdue(event.node, event.partition, value('maxCompactionLagMs'))
        : words.compacts(
            event.node,
            event.partition,
            value('cleanableBytes'),
            value('cleanBytes'),
            value('minCleanableDirtyRatio'),
          );
    });
  },

  'segments compacted'(event, index, evidence) {
    const { words } = evidence;
    const dropped = evidence.call(['survivesCompaction'], index, {
      earlier: true,
      matches: (each) => each.result === false && wasRemoved(Number(field(each, 'offset')), event),
    });
    if (dropped !== undefined) return { says: gone(dropped, evidence), call: dropped };
    return { says: words.compaction.joined, call: evidence.call(['segmentGroups'], index, { earlier: true }) };
  },

  'compaction ended'(event, index, evidence) {
    const call = evidence.call(['cleanableRange'], index, {
      earlier: true,
      matches: (each) => Number(resultField(each, 'firstUncleanableOffset')) >= event.cleanedOffset,
    });
    return byRule('cleanableRange', call, (found) =>
      evidence.words.compaction.reached(Number(resultField(found, 'firstUncleanableOffset'))),
    );
  },

  'compaction abandoned': (event, _, evidence) => ({ says: evidence.words.compaction.abandoned(event.because) }),
} satisfies Partial<Explanations>;

function wasRemoved(offset: number, { removed }: Of<'segments compacted'>): boolean {
  return removed.some(([first, last]) => offset >= first && offset <= last);
}

function gone(call: RuleCall, { words: { compaction: says } }: Evidence): string {
  const offset = Number(field(call, 'offset'));
  const latest = Number(field(call, 'latestOffsetOfKey'));
  if (field(call, 'hasKey') === false) return says.unkeyed(offset);
  return latest > offset ? says.replaced(offset, latest) : says.tombstoneGone(offset);
}
