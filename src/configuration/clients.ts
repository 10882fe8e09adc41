import { boolean, className, int, list, long, mebibyte, minute, second, string } from './setting.ts';

/** What producer, consumer and admin have in common. */
export const clientSettings = {
  'bootstrap.servers': list().about('Brokers to ask for the rest of the cluster: host:port, separated by commas.'),
  'client.id': string('').about('A name for the client, for logs and metrics.'),
  'client.dns.lookup': string('use_all_dns_ips')
    .oneOf('use_all_dns_ips', 'resolve_canonical_bootstrap_servers_only')
    .withoutEffect(),
  'config.providers': list().withoutEffect(),
  'enable.metrics.push': boolean(true).withoutEffect(),
  'interceptor.classes': list().withoutEffect(),
  'metadata.max.age.ms': long(5 * minute)
    .atLeast(0)
    .about('After how long the cluster is asked again who leads what.'),
  'metadata.recovery.rebootstrap.trigger.ms': long(5 * minute)
    .atLeast(0)
    .withoutEffect(),
  'metadata.recovery.strategy': string('rebootstrap').oneOf('rebootstrap', 'none').ignoringCase().withoutEffect(),
  'metric.reporters': list('org.apache.kafka.common.metrics.JmxReporter').withoutEffect(),
  'metrics.num.samples': int(2).atLeast(1).withoutEffect(),
  'metrics.recording.level': string('INFO').oneOf('INFO', 'DEBUG', 'TRACE').withoutEffect(),
  'metrics.sample.window.ms': long(30 * second)
    .atLeast(0)
    .withoutEffect(),
  'reconnect.backoff.max.ms': long(second).atLeast(0).about('The longest pause between two attempts to connect.'),
  'reconnect.backoff.ms': long(50).atLeast(0).about('The first pause between two attempts to connect; it doubles.'),
  'request.timeout.ms': int(30 * second)
    .atLeast(0)
    .about('How long an answer may take.'),
  'retry.backoff.max.ms': long(second).atLeast(0).about('The longest pause before a request is tried again.'),
  'retry.backoff.ms': long(100).atLeast(0).about('The first pause before a request is tried again; it doubles.'),
  'security.protocol': string('PLAINTEXT')
    .oneOf('PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL')
    .ignoringCase()
    .withoutEffect(),
  'security.providers': string(null).withoutEffect(),
  'send.buffer.bytes': int(128 * 1024)
    .atLeast(-1)
    .withoutEffect(),
  'socket.connection.setup.timeout.max.ms': long(30 * second)
    .withoutEffect()
    .about('The longest time that connecting may take.'),
  'socket.connection.setup.timeout.ms': long(10 * second).about('How long the first attempt to connect may take.'),
} as const;

export const producerSettings = {
  ...clientSettings,
  acks: string('all')
    .oneOf('all', '-1', '0', '1')
    .about('Who must have a batch before it counts as written: nobody, the leader, or all replicas in sync.'),
  'batch.size': int(16384).atLeast(0).about('How many bytes of records for one partition are gathered into a batch.'),
  'buffer.memory': long(32 * mebibyte)
    .atLeast(0)
    .about('How many bytes of records may wait to be sent.'),
  'compression.gzip.level': int(-1).between(1, 9).or(-1).about('Level of gzip.'),
  'compression.lz4.level': int(9).between(1, 17).withoutEffect().about('Level of lz4.'),
  'compression.type': string('none')
    .oneOf('none', 'gzip', 'snappy', 'lz4', 'zstd')
    .about('How batches are compressed.'),
  'compression.zstd.level': int(3).between(-131072, 22).about('Level of zstd.'),
  'connections.max.idle.ms': long(9 * minute).about('After how long without use a connection is closed.'),
  'delivery.timeout.ms': int(2 * minute)
    .atLeast(0)
    .about('After how long a record that is not acknowledged is given up.'),
  'enable.idempotence': boolean(true).about(
    'Whether batches are numbered, so that a broker recognises a repeated one and keeps the order.',
  ),
  'key.serializer': className().withoutEffect(),
  'linger.ms': long(5).atLeast(0).about('How long a batch that is not full waits for more records.'),
  'max.block.ms': long(minute).atLeast(0).about('How long a send may wait for metadata or for memory.'),
  'max.in.flight.requests.per.connection': int(5).atLeast(1).about('How many requests to a broker may be unanswered.'),
  'max.request.size': int(mebibyte)
    .atLeast(0)
    .about('The largest record, before compression, and the largest request.'),
  'metadata.max.idle.ms': long(5 * minute)
    .atLeast(5 * second)
    .withoutEffect(),
  'partitioner.adaptive.partitioning.enable': boolean(true).withoutEffect(),
  'partitioner.availability.timeout.ms': long(0).atLeast(0).withoutEffect(),
  'partitioner.class': className().withoutEffect(),
  'partitioner.ignore.keys': boolean(false).about('Whether records with a key are spread too.'),
  'receive.buffer.bytes': int(32768).atLeast(-1).withoutEffect(),
  retries: int(2147483647).atLeast(0).about('How often a batch is sent again before it is given up.'),
  'transaction.timeout.ms': int(minute).about('How long a transaction may be open before the broker aborts it.'),
  'transaction.two.phase.commit.enable': boolean(false).withoutEffect(),
  'transactional.id': string(null)
    .notEmpty()
    .about('A name that lasts over restarts, and makes transactions possible.'),
  'value.serializer': className().withoutEffect(),
} as const;

export const consumerSettings = {
  ...clientSettings,
  'allow.auto.create.topics': boolean(true).about('Whether asking for a missing topic may create it.'),
  'auto.commit.interval.ms': int(5 * second)
    .atLeast(0)
    .withoutEffect()
    .about('How often offsets are committed where that is automatic.'),
  'auto.offset.reset': string('latest').about(
    'Where to start without a valid offset: earliest, latest, none (an error), or by_duration:PT1H.',
  ),
  'check.crcs': boolean(true).about('Whether the checksum of every batch is verified.'),
  'client.rack': string('').withoutEffect(),
  'connections.max.idle.ms': long(9 * minute).about('After how long without use a connection is closed.'),
  'default.api.timeout.ms': int(minute).atLeast(0).about('How long a call may take that has no timeout of its own.'),
  'enable.auto.commit': boolean(true)
    .withoutEffect()
    .about('Whether offsets are committed from time to time by themselves.'),
  'exclude.internal.topics': boolean(true).withoutEffect().about('Whether a pattern leaves out internal topics.'),
  'fetch.max.bytes': int(50 * mebibyte)
    .atLeast(0)
    .about('How many bytes one answer holds, beyond its first batch.'),
  'fetch.max.wait.ms': int(500).atLeast(0).about('How long the broker waits for fetch.min.bytes.'),
  'fetch.min.bytes': int(1).atLeast(0).about('How many bytes make an answer worth sending at once.'),
  'group.id': string(null).about('The group to which the consumer belongs.'),
  'group.instance.id': string(null).notEmpty().about('A name for a member that may restart without a rebalance.'),
  'group.protocol': string('classic')
    .oneOf('classic', 'consumer')
    .ignoringCase()
    .withoutEffect()
    .about('The old or the new (KIP-848) protocol.'),
  'group.remote.assignor': string(null).withoutEffect().about("The broker's assignor for the new protocol."),
  'heartbeat.interval.ms': int(3 * second)
    .withoutEffect()
    .about('How often a member says that it is alive.'),
  'isolation.level': string('read_uncommitted')
    .oneOf('read_committed', 'read_uncommitted')
    .about('Whether records of open and aborted transactions are returned.'),
  'key.deserializer': className().withoutEffect(),
  'max.partition.fetch.bytes': int(mebibyte).atLeast(0).about('How many bytes of one partition an answer holds.'),
  'max.poll.interval.ms': int(5 * minute)
    .atLeast(1)
    .withoutEffect()
    .about('How long may pass between two polls before the member is out.'),
  'max.poll.records': int(500).atLeast(1).about('How many records one poll returns at most.'),
  'partition.assignment.strategy': list(
    'org.apache.kafka.clients.consumer.RangeAssignor',
    'org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
  )
    .withoutEffect()
    .about('How a classic group shares partitions out, most wanted first.'),
  'receive.buffer.bytes': int(65536).atLeast(-1).withoutEffect(),
  'session.timeout.ms': int(45 * second)
    .withoutEffect()
    .about('How long a member may be silent before it is out.'),
  'share.acknowledgement.mode': string('implicit').oneOf('implicit', 'explicit').withoutEffect(),
  'share.acquire.mode': string('batch_optimized')
    .oneOf('batch_optimized', 'record_limit')
    .ignoringCase()
    .withoutEffect(),
  'value.deserializer': className().withoutEffect(),
} as const;

export const adminSettings = {
  ...clientSettings,
  'bootstrap.controllers': list().withoutEffect(),
  'connections.max.idle.ms': long(5 * minute).about('After how long without use a connection is closed.'),
  'default.api.timeout.ms': int(minute).atLeast(0).about('How long a call may take that has no timeout of its own.'),
  'enable.metrics.push': boolean(false).withoutEffect(),
  'receive.buffer.bytes': int(65536).atLeast(-1).withoutEffect(),
  retries: int(2147483647).atLeast(0).about('How often a request is tried again.'),
} as const;
