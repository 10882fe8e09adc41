/** Kafka's errors: the number that a response carries, the name that everybody knows, and what to do about it. */
export interface KafkaErrorDescription {
  readonly code: number;
  readonly name: ErrorName;
  /** What happened, in a sentence. */
  readonly meaning: string;
  /** Whether the same request may succeed later. */
  readonly retriable: boolean;
  /** Whether the client should learn the cluster's metadata anew before it tries again. */
  readonly metadataIsStale: boolean;
}

export type ErrorName = keyof typeof rows;

interface Row {
  readonly code: number;
  readonly meaning: string;
  readonly retriable: boolean;
  readonly metadataIsStale: boolean;
}

/** Trying again changes nothing. */
function lasting(code: number, meaning: string): Row {
  return { code, meaning, retriable: false, metadataIsStale: false };
}

/** The same request, a little later, may succeed. */
function passing(code: number, meaning: string): Row {
  return { code, meaning, retriable: true, metadataIsStale: false };
}

/** The same request may succeed once the client knows better whom to ask. */
function misdirected(code: number, meaning: string): Row {
  return { code, meaning, retriable: true, metadataIsStale: true };
}

const rows = {
  UNKNOWN_SERVER_ERROR: lasting(-1, 'The server failed in a way that nobody foresaw; its log says more.'),
  NONE: lasting(0, 'No error.'),
  OFFSET_OUT_OF_RANGE: lasting(1, 'The log has no such offset: it begins later or ends earlier.'),
  CORRUPT_MESSAGE: passing(2, 'The batch is damaged or not allowed: its checksum, its size or a missing key.'),
  UNKNOWN_TOPIC_OR_PARTITION: misdirected(3, 'This broker has no such topic or partition.'),
  INVALID_FETCH_SIZE: lasting(4, 'So many bytes cannot be fetched.'),
  LEADER_NOT_AVAILABLE: misdirected(5, 'The partition has no leader at present; one is being elected.'),
  NOT_LEADER_OR_FOLLOWER: misdirected(6, 'This broker does not lead the partition, or holds no replica of it.'),
  REQUEST_TIMED_OUT: passing(7, 'It was not done within the time that the request gave.'),
  BROKER_NOT_AVAILABLE: lasting(8, 'The broker is not there.'),
  REPLICA_NOT_AVAILABLE: misdirected(9, 'The replica that was asked for is not there.'),
  MESSAGE_TOO_LARGE: lasting(10, 'A batch is larger than max.message.bytes allows.'),
  STALE_CONTROLLER_EPOCH: lasting(11, 'Another node has become the controller.'),
  OFFSET_METADATA_TOO_LARGE: lasting(
    12,
    'The text beside a committed offset is longer than offset.metadata.max.bytes.',
  ),
  NETWORK_EXCEPTION: misdirected(13, 'The connection ended before the answer came.'),
  COORDINATOR_LOAD_IN_PROGRESS: passing(14, 'The coordinator is still reading its state from the log.'),
  COORDINATOR_NOT_AVAILABLE: passing(15, 'There is no coordinator at present.'),
  NOT_COORDINATOR: passing(16, 'This broker is not the coordinator of the group or the transactional id.'),
  INVALID_TOPIC_EXCEPTION: lasting(17, 'No topic can have this name, or this topic cannot be used so.'),
  RECORD_LIST_TOO_LARGE: lasting(18, 'The batch is larger than a segment may be.'),
  NOT_ENOUGH_REPLICAS: passing(19, 'Fewer replicas are in sync than min.insync.replicas: nothing was written.'),
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: passing(
    20,
    'Written to the log, but then fewer replicas were in sync than required.',
  ),
  INVALID_REQUIRED_ACKS: lasting(21, 'acks is 0, 1 or −1 (all), nothing else.'),
  ILLEGAL_GENERATION: lasting(22, 'The group has gone on to another generation: join again.'),
  INCONSISTENT_GROUP_PROTOCOL: lasting(23, 'The member shares no assignment strategy with the others of its group.'),
  INVALID_GROUP_ID: lasting(24, 'No group can have this id.'),
  UNKNOWN_MEMBER_ID: lasting(25, 'The coordinator does not know this member: join again.'),
  INVALID_SESSION_TIMEOUT: lasting(26, "The session timeout is outside of the broker's bounds."),
  REBALANCE_IN_PROGRESS: lasting(27, 'The group is sharing out its partitions anew: join again.'),
  INVALID_COMMIT_OFFSET_SIZE: lasting(28, 'The committed offset takes too many bytes.'),
  TOPIC_AUTHORIZATION_FAILED: lasting(29, 'Not allowed for this topic.'),
  GROUP_AUTHORIZATION_FAILED: lasting(30, 'Not allowed for this group.'),
  CLUSTER_AUTHORIZATION_FAILED: lasting(31, 'Not allowed for this cluster.'),
  INVALID_TIMESTAMP: lasting(32, "A record's timestamp is too far from the broker's time."),
  UNSUPPORTED_SASL_MECHANISM: lasting(33, 'The broker does not have this way of proving who one is.'),
  ILLEGAL_SASL_STATE: lasting(34, 'The request does not fit where the authentication stands.'),
  UNSUPPORTED_VERSION: lasting(35, 'This version of the API, or what the request wants of it, is not supported.'),
  TOPIC_ALREADY_EXISTS: lasting(36, 'There is a topic of this name.'),
  INVALID_PARTITIONS: lasting(37, 'A topic cannot have so many partitions, or so few.'),
  INVALID_REPLICATION_FACTOR: lasting(38, 'There must be at least one replica, and no more than brokers.'),
  INVALID_REPLICA_ASSIGNMENT: lasting(39, 'Partitions cannot be placed on brokers like this.'),
  INVALID_CONFIG: lasting(40, 'A setting does not exist, or cannot have this value.'),
  NOT_CONTROLLER: passing(41, 'This node is not the active controller.'),
  INVALID_REQUEST: lasting(42, 'The request contradicts itself or the protocol.'),
  UNSUPPORTED_FOR_MESSAGE_FORMAT: lasting(43, 'The batches on disk are too old for this request.'),
  POLICY_VIOLATION: lasting(44, "The broker's policy forbids it."),
  OUT_OF_ORDER_SEQUENCE_NUMBER: lasting(45, 'A batch of this producer is missing before this one.'),
  DUPLICATE_SEQUENCE_NUMBER: lasting(46, 'This batch was written before.'),
  INVALID_PRODUCER_EPOCH: lasting(47, "The producer's epoch is old: somebody took its place."),
  INVALID_TXN_STATE: lasting(48, 'The transaction is not in a state that allows this.'),
  INVALID_PRODUCER_ID_MAPPING: lasting(49, 'The producer id does not belong to this transactional id.'),
  INVALID_TRANSACTION_TIMEOUT: lasting(50, 'The timeout is larger than transaction.max.timeout.ms.'),
  CONCURRENT_TRANSACTIONS: passing(51, "The producer's last transaction is still being completed."),
  TRANSACTION_COORDINATOR_FENCED: lasting(52, 'A newer coordinator has taken over this transaction.'),
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: lasting(53, 'Not allowed for this transactional id.'),
  SECURITY_DISABLED: lasting(54, 'The broker has no security switched on.'),
  OPERATION_NOT_ATTEMPTED: lasting(55, 'Not even tried, because another part of the request failed.'),
  KAFKA_STORAGE_ERROR: misdirected(56, "The broker's disk failed."),
  LOG_DIR_NOT_FOUND: lasting(57, 'The broker has no such log folder.'),
  SASL_AUTHENTICATION_FAILED: lasting(58, 'The proof of who one is was not accepted.'),
  UNKNOWN_PRODUCER_ID: lasting(59, 'The broker remembers nothing of this producer; its records may have been deleted.'),
  REASSIGNMENT_IN_PROGRESS: lasting(60, 'The partition is being moved to other brokers.'),
  DELEGATION_TOKEN_AUTH_DISABLED: lasting(61, 'Delegation tokens are not switched on.'),
  DELEGATION_TOKEN_NOT_FOUND: lasting(62, 'There is no such delegation token.'),
  DELEGATION_TOKEN_OWNER_MISMATCH: lasting(63, 'The token belongs to somebody else.'),
  DELEGATION_TOKEN_REQUEST_NOT_ALLOWED: lasting(64, 'Tokens are not given over this kind of connection.'),
  DELEGATION_TOKEN_AUTHORIZATION_FAILED: lasting(65, 'Not allowed for this delegation token.'),
  DELEGATION_TOKEN_EXPIRED: lasting(66, 'The delegation token has expired.'),
  INVALID_PRINCIPAL_TYPE: lasting(67, 'Principals of this type are not supported.'),
  NON_EMPTY_GROUP: lasting(68, 'The group still has members.'),
  GROUP_ID_NOT_FOUND: lasting(69, 'There is no such group.'),
  FETCH_SESSION_ID_NOT_FOUND: passing(70, 'The broker has forgotten this fetch session: begin a new one.'),
  INVALID_FETCH_SESSION_EPOCH: passing(
    71,
    'A request of this fetch session is missing, or came twice: begin a new one.',
  ),
  LISTENER_NOT_FOUND: misdirected(72, 'The leader does not listen on a listener of this name.'),
  TOPIC_DELETION_DISABLED: lasting(73, 'Deleting topics is switched off.'),
  FENCED_LEADER_EPOCH: misdirected(74, 'The request knows an older leader epoch than the broker.'),
  UNKNOWN_LEADER_EPOCH: passing(75, 'The request knows a newer leader epoch than the broker.'),
  UNSUPPORTED_COMPRESSION_TYPE: lasting(76, 'The client of this version cannot read how the batch is compressed.'),
  STALE_BROKER_EPOCH: lasting(77, 'The broker has registered anew since the request was sent.'),
  OFFSET_NOT_AVAILABLE: passing(78, 'A new leader does not know the high watermark yet.'),
  MEMBER_ID_REQUIRED: lasting(79, 'Join again with the member id that this answer gives.'),
  PREFERRED_LEADER_NOT_AVAILABLE: misdirected(80, 'The replica that should lead is not there.'),
  GROUP_MAX_SIZE_REACHED: lasting(81, 'The group is full.'),
  FENCED_INSTANCE_ID: lasting(82, 'Another member has the same group.instance.id.'),
  ELIGIBLE_LEADERS_NOT_AVAILABLE: misdirected(83, 'No replica may lead at present.'),
  ELECTION_NOT_NEEDED: misdirected(84, 'The partition has the leader that it should have.'),
  NO_REASSIGNMENT_IN_PROGRESS: lasting(85, 'The partition is not being moved.'),
  GROUP_SUBSCRIBED_TO_TOPIC: lasting(86, 'Offsets of a topic that the group reads cannot be deleted.'),
  INVALID_RECORD: lasting(87, 'The broker refused a record, and the batch with it.'),
  UNSTABLE_OFFSET_COMMIT: passing(88, 'An offset is committed by a transaction that is not decided yet.'),
  THROTTLING_QUOTA_EXCEEDED: passing(89, 'The quota for changes is used up; wait.'),
  PRODUCER_FENCED: lasting(90, 'A newer producer has the same transactional id.'),
  RESOURCE_NOT_FOUND: lasting(91, 'What the request names does not exist.'),
  DUPLICATE_RESOURCE: lasting(92, 'The request names the same thing twice.'),
  UNACCEPTABLE_CREDENTIAL: lasting(93, 'The credential is not good enough.'),
  INCONSISTENT_VOTER_SET: lasting(94, 'Sender and receiver do not agree on who votes.'),
  INVALID_UPDATE_VERSION: lasting(95, 'The feature cannot have this level.'),
  FEATURE_UPDATE_FAILED: lasting(96, 'The finalized features could not be changed.'),
  PRINCIPAL_DESERIALIZATION_FAILURE: lasting(97, 'The principal of a forwarded request cannot be read.'),
  SNAPSHOT_NOT_FOUND: lasting(98, 'There is no such snapshot.'),
  POSITION_OUT_OF_RANGE: lasting(99, 'The snapshot is not so long.'),
  UNKNOWN_TOPIC_ID: misdirected(100, 'This broker has no topic with this id.'),
  DUPLICATE_BROKER_REGISTRATION: lasting(101, 'A broker with this id is alive.'),
  BROKER_ID_NOT_REGISTERED: lasting(102, 'No broker has registered with this id.'),
  INCONSISTENT_TOPIC_ID: misdirected(103, 'The log belongs to another topic than the id in the request.'),
  INCONSISTENT_CLUSTER_ID: lasting(104, 'The request is meant for another cluster.'),
  TRANSACTIONAL_ID_NOT_FOUND: lasting(105, 'There is no such transactional id.'),
  FETCH_SESSION_TOPIC_ID_ERROR: passing(106, 'A fetch session uses topic ids always or never.'),
  INELIGIBLE_REPLICA: lasting(107, 'A replica may not join the in-sync replicas.'),
  NEW_LEADER_ELECTED: lasting(108, 'The change was made, and with it the leader changed.'),
  OFFSET_MOVED_TO_TIERED_STORAGE: lasting(109, 'The offset lies in tiered storage now.'),
  FENCED_MEMBER_EPOCH: lasting(110, 'The coordinator has given up this member: drop its partitions and join again.'),
  UNRELEASED_INSTANCE_ID: lasting(111, 'Another member still has this instance id.'),
  UNSUPPORTED_ASSIGNOR: lasting(112, 'The group does not know this assignor.'),
  STALE_MEMBER_EPOCH: lasting(113, "The member's epoch is old: try again after the next heartbeat."),
  MISMATCHED_ENDPOINT_TYPE: lasting(114, 'A request for controllers was sent to a broker, or the other way round.'),
  UNSUPPORTED_ENDPOINT_TYPE: lasting(115, 'Endpoints of this type are not supported.'),
  UNKNOWN_CONTROLLER_ID: lasting(116, 'There is no controller with this id.'),
  UNKNOWN_SUBSCRIPTION_ID: lasting(117, 'The telemetry subscription is unknown or old.'),
  TELEMETRY_TOO_LARGE: lasting(118, 'The client sends more telemetry than the broker takes.'),
  INVALID_REGISTRATION: lasting(119, 'The controller does not accept the registration.'),
  TRANSACTION_ABORTABLE: lasting(120, 'The transaction cannot go on; abort it, and begin another.'),
  INVALID_RECORD_STATE: lasting(121, 'The record cannot be acknowledged in the state that it is in.'),
  SHARE_SESSION_NOT_FOUND: passing(122, 'The broker has forgotten this share session.'),
  INVALID_SHARE_SESSION_EPOCH: passing(123, 'A request of this share session is missing, or came twice.'),
  FENCED_STATE_EPOCH: lasting(124, "The share group's state has a newer epoch."),
  INVALID_VOTER_KEY: lasting(125, 'The request is meant for another voter than this one.'),
  DUPLICATE_VOTER: lasting(126, 'The voter is one already.'),
  VOTER_NOT_FOUND: lasting(127, 'There is no such voter.'),
  INVALID_REGULAR_EXPRESSION: lasting(128, 'The regular expression cannot be understood.'),
  REBOOTSTRAP_REQUIRED: lasting(129, 'The client must begin again with its bootstrap addresses.'),
  STREAMS_INVALID_TOPOLOGY: lasting(130, 'The topology makes no sense.'),
  STREAMS_INVALID_TOPOLOGY_EPOCH: lasting(131, "The topology's epoch makes no sense."),
  STREAMS_TOPOLOGY_FENCED: lasting(132, "The topology's epoch is old."),
  SHARE_SESSION_LIMIT_REACHED: passing(133, 'The broker has as many share sessions as it may have.'),
};

/** All of them, by number. */
export const kafkaErrors: readonly KafkaErrorDescription[] = Object.entries(rows).map(([name, row]) => ({
  name: name as ErrorName,
  ...row,
}));

const byName = new Map(kafkaErrors.map((error) => [error.name, error]));
const byCode = new Map(kafkaErrors.map((error) => [error.code, error]));

export function errorNamed(name: ErrorName): KafkaErrorDescription {
  return byName.get(name)!;
}

/** The number of an error: `codeOf('NOT_CONTROLLER')` is 41. */
export function codeOf(name: ErrorName): number {
  return rows[name].code;
}

/** A number that Kafka 4.3 does not know is taken for UNKNOWN_SERVER_ERROR, as its own clients do. */
export function errorOf(code: number): KafkaErrorDescription {
  return byCode.get(code) ?? errorNamed('UNKNOWN_SERVER_ERROR');
}

/** An error of Kafka's, thrown: what a broker answers with its number, or what a client got as an answer. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';
  readonly error: KafkaErrorDescription;

  /** @param message says more than the error's own sentence */
  constructor(name: ErrorName, message = errorNamed(name).meaning) {
    super(message);
    this.error = errorNamed(name);
  }

  get code(): number {
    return this.error.code;
  }
}
