/**
 * Why a topic cannot have this name; undefined where it can. A topic's name is a folder's name on every broker and part of
 * every metric's name, so it has up to 249 ASCII letters, digits, dots, underscores and hyphens, and is not `.` or `..`.
 * 249, because `-partition.uuid-delete` must fit behind it in 255.
 */
export function problemOfTopicName(name: string): string | undefined {
  if (name === '') return 'a topic needs a name';
  if (name === '.' || name === '..') return `'${name}' is not a name but a folder above`;
  if (name.length > 249) return `a topic's name has at most 249 characters, this one has ${name.length}`;
  if (/[^a-zA-Z0-9._-]/.test(name))
    return `'${name}' has other characters than ASCII letters, digits, '.', '_' and '-'`;
  return undefined;
}

/**
 * What a topic's name is within metrics' names, where dots become underscores. Two topics for which it is the same would
 * count into one metric, so the second is refused: `a.b` beside `a_b`.
 */
export function nameInMetrics(topic: string): string {
  return topic.replaceAll('.', '_');
}
