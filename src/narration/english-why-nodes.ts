/** Why something happened to a node, a broker's door, a link or a message. */
export const nodeReasons = {
  command: (line: string) =>
    line === ''
      ? 'No rule of Kafka decides that: it was ordered.'
      : `No rule of Kafka decides that: it was ordered, by ${line}.`,
  failed: (because: string) => `The broker could not go on: ${because}`,
  resumedInTime: (forMs: string) => `The pause was for ${forMs}, and they are over.`,
  firstNeeded: (node: string) => `${node} was needed for the first time, so it was started.`,
  clusterBegins: (node: string) => `A cluster begins with ${node}.`,
  armed:
    'No rule of Kafka: a fault was ordered, and waits for the next message, or operation of a disk, that it was meant for.',
  struck: (fault: string) => `No rule of Kafka: this was the next one that the fault was meant for (${fault}).`,

  brokerStarted: (node: string) =>
    `${node} has read its data folder, knows the cluster's metadata, and is registered: it may serve.`,
  brokerStopped: (node: string) => `${node} was asked to stop, and has nothing left that is not on the disk.`,
  requestReceived: (api: string, from: string) => `${from} asked (${api}), and the network carried it here.`,
  answeredAfterFlush: (unflushed: string, flushMessages: string) =>
    `The acknowledgement waited for the disk: ${unflushed} records were not on it, and flush.messages=${flushMessages}.`,
  answeredUnflushed: (unflushed: string, flushMessages: string) =>
    `The acknowledgement does not wait for the disk: ${unflushed} of the log's records are in the page cache alone, and flush.messages (${flushMessages}) allows it.`,
  answeredAtOnce: (api: string) => `${api} is answered as soon as it is done.`,
  answeredEnough: (sizeBytes: string, minBytes: string) =>
    `There were ${sizeBytes} to send, and the client wants at least ${minBytes} (fetch.min.bytes): the answer left at once.`,
  answeredLate: (sizeBytes: string, minBytes: string) =>
    `There were ${sizeBytes} to send where the client wants ${minBytes} at least (fetch.min.bytes), so the broker waited for more (long poll) until fetch.max.wait.ms was over.`,
  answeredMore: (sizeBytes: string, waitedMs: string) =>
    `There was too little to send, so the broker waited (long poll); after ${waitedMs} records came, ${sizeBytes}, and the answer left.`,
  answeredError: 'An error is never waited with.',
  answeredGone: 'The client is gone, so nobody waits any more.',
  refusedWith: (api: string, errors: string, meaning: string) =>
    `${api} could not be done, and the answer says why: ${errors} (${meaning}).`,
  refusedFrom: (because: string) => `The broker's door decides that by its settings: ${because}.`,

  controllerElected: 'The quorum has one member, so its vote is a majority.',
  registered: (id: number) => `Broker ${id} is up, and a controller leads with brokers that are registered only.`,
  placed: (topic: string, replicas: string) =>
    `Somebody wants the topic ${topic}, nothing stands against its name, and its partitions are placed on: broker ${replicas}.`,
  topicGiven: (topic: string) => `Somebody wants ${topic}, and said which brokers shall have its partitions.`,
  autoCreated: (topic: string) =>
    `${topic} was asked for and was not there; auto.create.topics.enable and the client allow to make it.`,
  partitionsAdded: (topic: string, replicas: string) =>
    `Somebody wants more partitions of ${topic}; the new ones are placed on: broker ${replicas}.`,
  topicDeleted: (topic: string) => `Somebody asked for it (DeleteTopics): ${topic}.`,
  configured: (key: string, resource: string) =>
    `Somebody set ${key} of ${resource}; Kafka checks a setting, and does not choose it.`,
  configuredAtStart: (key: string) => `A new cluster sets ${key} for itself, so that all its brokers agree.`,
  idsAllocated: (first: number, last: number) =>
    `Ids only count up, so that none is ever given twice: the log said that ${first} comes next, and a broker gets a thousand at once, to ${last}.`,

  messageUnknown: 'Its sender had bytes to send.',
  arrived: (tookMs: string) => `No rule: the network took ${tookMs}, a draw of chance by the run's seed.`,
  lostByFault: (fault: string) => `No rule of Kafka: a fault was meant for it (${fault}).`,
  lost: (because: string) => `No rule of Kafka: ${because}.`,
};
