import { array, bytes, int32, int64, int8, string, uuid } from '../../wire/fields.ts';
import { defineMetadataRecord } from './definition.ts';

/** Read, kept and shown, because Apache Kafka's folders hold them; nothing here acts on them. */

/** Who may, or must not, do what with which resources (KIP-801). */
export const AccessControlEntryRecord = defineMetadataRecord({
  number: 18,
  name: 'AccessControlEntryRecord',
  versions: [0, 0],
  fields: {
    id: uuid(),
    /** 2: topic, 3: group, 4: cluster, 5: transactional id, 6: delegation token, 7: user. */
    resourceType: int8(),
    resourceName: string(),
    /** 3: the resource of that name; 4: all whose names begin so. */
    patternType: int8(),
    principal: string(),
    host: string(),
    operation: int8(),
    /** 2: deny; 3: allow. */
    permissionType: int8(),
  },
});

export const RemoveAccessControlEntryRecord = defineMetadataRecord({
  number: 19,
  name: 'RemoveAccessControlEntryRecord',
  versions: [0, 0],
  fields: { id: uuid() },
});

/** What a broker needs to check a user's password without knowing it (KIP-900). */
export const UserScramCredentialRecord = defineMetadataRecord({
  number: 11,
  name: 'UserScramCredentialRecord',
  versions: [0, 0],
  fields: {
    name: string(),
    /** 1: SCRAM-SHA-256; 2: SCRAM-SHA-512. */
    mechanism: int8(),
    salt: bytes(),
    storedKey: bytes(),
    serverKey: bytes(),
    iterations: int32(),
  },
});

export const RemoveUserScramCredentialRecord = defineMetadataRecord({
  number: 22,
  name: 'RemoveUserScramCredentialRecord',
  versions: [0, 0],
  fields: { name: string(), mechanism: int8() },
});

/** A token by which its bearer is taken for its owner (KIP-900). */
export const DelegationTokenRecord = defineMetadataRecord({
  number: 10,
  name: 'DelegationTokenRecord',
  versions: [0, 0],
  fields: {
    owner: string(),
    requester: string(),
    renewers: array(string()),
    /** Milliseconds since 1970, as the two below. */
    issueTimestamp: int64(),
    /** After it the token cannot be renewed. */
    maxTimestamp: int64(),
    expirationTimestamp: int64(),
    tokenId: string(),
  },
});

export const RemoveDelegationTokenRecord = defineMetadataRecord({
  number: 26,
  name: 'RemoveDelegationTokenRecord',
  versions: [0, 0],
  fields: { tokenId: string() },
});
