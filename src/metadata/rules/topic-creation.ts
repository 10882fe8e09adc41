/**
 * Whether a topic that somebody asks about, and that is not there, is made. The broker must allow it
 * (`auto.create.topics.enable`, on by default), and the client too: a producer does, a consumer only with
 * `allow.auto.create.topics`, and whoever only looks does not. A misspelt name else becomes a topic.
 */
export function createsMissingTopic(isEnabled: boolean, isAllowedByClient: boolean): boolean {
  return isEnabled && isAllowedByClient;
}
