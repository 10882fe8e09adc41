/** What the metadata of the cluster tells, once a change is safe on disk. */
export type MetadataEvent =
  /** A node leads the quorum in a new epoch. */
  | { readonly name: 'controller elected'; readonly epoch: number }
  | { readonly name: 'broker registered'; readonly brokerId: number; readonly brokerEpoch: number }
  | { readonly name: 'topic created'; readonly topic: string; readonly partitions: number }
  | { readonly name: 'partitions added'; readonly topic: string; readonly partitions: number }
  | { readonly name: 'topic deleted'; readonly topic: string }
  /** `resource` is `topic payments`, `broker 1` or `all brokers`; value null: no longer set. */
  | {
      readonly name: 'configuration changed';
      readonly resource: string;
      readonly key: string;
      readonly value: string | null;
    }
  /** A broker may hand out `count` producer ids from `first` on. */
  | { readonly name: 'producer ids allocated'; readonly first: number; readonly count: number };
