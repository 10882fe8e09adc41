import type { MetadataRecord } from './records.ts';

/**
 * What the metadata log says beside what an image is made of: quotas, access control, credentials, and of nodes what clients are
 * not told. Nothing here acts upon it. It is kept as it was written, so that a snapshot leaves out nothing.
 */
export type OtherRecords = ReadonlyMap<string, MetadataRecord>;

export interface OtherRecordChange {
  /** A later record with the same key takes the place of an earlier one. */
  readonly key: string;
  readonly isRemoved: boolean;
}

/** Undefined where an image has all of it. */
export function otherRecordChange(record: MetadataRecord): OtherRecordChange | undefined {
  switch (record.type) {
    case 'RegisterBrokerRecord':
      return kept(brokerKey(record.data.brokerId));
    case 'UnregisterBrokerRecord':
      return removed(brokerKey(record.data.brokerId));
    case 'RegisterControllerRecord':
      return kept(`controller ${record.data.controllerId}`);
    case 'ProducerIdsRecord':
      return kept(producerIdsKey);
    case 'AccessControlEntryRecord':
      return kept(`access ${record.data.id}`);
    case 'RemoveAccessControlEntryRecord':
      return removed(`access ${record.data.id}`);
    case 'UserScramCredentialRecord':
      return kept(`credential ${record.data.mechanism} ${record.data.name}`);
    case 'RemoveUserScramCredentialRecord':
      return removed(`credential ${record.data.mechanism} ${record.data.name}`);
    case 'DelegationTokenRecord':
      return kept(`token ${record.data.tokenId}`);
    case 'RemoveDelegationTokenRecord':
      return removed(`token ${record.data.tokenId}`);
    case 'ClientQuotaRecord': {
      const { entity, key, remove } = record.data;
      return { key: `quota ${JSON.stringify(entity)} ${key}`, isRemoved: remove };
    }
    default:
      return undefined;
  }
}

export const producerIdsKey = 'producer ids';

export function brokerKey(id: number): string {
  return `broker ${id}`;
}

function kept(key: string): OtherRecordChange {
  return { key, isRemoved: false };
}

function removed(key: string): OtherRecordChange {
  return { key, isRemoved: true };
}
