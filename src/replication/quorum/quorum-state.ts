/** `quorum-state`: what a controller must remember of the elections of the metadata log's leader, whatever happens. */
export interface QuorumState {
  readonly leaderId: number;
  readonly leaderEpoch: number;
  /** Whom this node voted for in the epoch; −1: nobody. */
  readonly votedId: number;
  readonly voters: readonly number[];
}

export const quorumStateFile = 'quorum-state';

/** A quorum state that cannot be believed. */
export class QuorumStateError extends Error {
  override readonly name = 'QuorumStateError';
}

/** Version 0, as Kafka writes it where the voters are named in the settings (`controller.quorum.voters`). */
export function formatQuorumState({ leaderId, leaderEpoch, votedId, voters }: QuorumState): string {
  return JSON.stringify({
    clusterId: '',
    leaderId,
    leaderEpoch,
    votedId,
    appliedOffset: 0,
    currentVoters: voters.map((voterId) => ({ voterId })),
    data_version: 0,
  });
}

/** Versions 0 and 1; in version 1 the voters stand in the log, and the list is empty. Throws `QuorumStateError`. */
export function parseQuorumState(text: string): QuorumState {
  const state = parseObject(text);
  if (state['data_version'] !== 0 && state['data_version'] !== 1) {
    throw new QuorumStateError(`quorum-state has the version ${String(state['data_version'])}, not 0 or 1`);
  }
  const voters = Array.isArray(state['currentVoters']) ? (state['currentVoters'] as readonly unknown[]) : [];
  return {
    leaderId: integerIn(state, 'leaderId'),
    leaderEpoch: integerIn(state, 'leaderEpoch'),
    votedId: integerIn(state, 'votedId'),
    voters: voters.map((voter) => integerIn((voter ?? {}) as Record<string, unknown>, 'voterId')),
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new QuorumStateError('quorum-state is not a JSON object');
}

function integerIn(object: Record<string, unknown>, name: string): number {
  const value = object[name];
  if (Number.isSafeInteger(value)) return value as number;
  throw new QuorumStateError(`quorum-state has no whole number ${name}`);
}
