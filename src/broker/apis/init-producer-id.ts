import type { InitProducerId } from '../../wire/apis/init-producer-id.ts';
import { codeOf } from '../../wire/errors.ts';
import { asKafkaError } from '../errors.ts';
import type { Handler } from '../handler.ts';

const none = { producerId: -1, producerEpoch: -1 };

/**
 * Gives a producer its id. Without a transactional id every request gets a new one, epoch 0, whatever the producer had before.
 * Transactions are not served yet: a transactional id is refused.
 */
export const onInitProducerId: Handler<typeof InitProducerId> = async ({ transactionalId }, { producerIds }) => {
  if (transactionalId !== null) return { errorCode: codeOf('INVALID_REQUEST'), ...none };
  try {
    return { errorCode: 0, producerId: await producerIds.next(), producerEpoch: 0 };
  } catch (error) {
    return { errorCode: asKafkaError(error).code, ...none };
  }
};
