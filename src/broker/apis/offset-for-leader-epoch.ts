import type { OffsetForLeaderEpoch } from '../../wire/apis/offset-for-leader-epoch.ts';
import { asKafkaError } from '../errors.ts';
import type { Handler } from '../handler.ts';

/** Tells where leader epochs end, so that a client whose history is another one notices. */
export const onOffsetForLeaderEpoch: Handler<typeof OffsetForLeaderEpoch> = ({ topics }, broker) => ({
  topics: topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map(({ partition, currentLeaderEpoch, leaderEpoch }) => {
      try {
        const hosted = broker.partitions.named(topic, partition);
        hosted.checkEpoch(currentLeaderEpoch);
        // The leader's own epoch may have no record yet; it ends at the log's end all the same.
        const end =
          leaderEpoch === hosted.leaderEpoch
            ? { epoch: leaderEpoch, endOffset: hosted.log.logEndOffset }
            : hosted.log.endOffsetOfEpoch(leaderEpoch);
        return { partition, errorCode: 0, leaderEpoch: end.epoch, endOffset: end.endOffset };
      } catch (error) {
        return { partition, errorCode: asKafkaError(error).code };
      }
    }),
  })),
});
