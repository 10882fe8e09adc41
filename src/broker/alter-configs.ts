import type { Resource } from '../metadata/changes/configurations.ts';
import type { MetadataImage } from '../metadata/image.ts';
import type { MetadataRecordToWrite } from '../metadata/records.ts';
import { KafkaError } from '../wire/errors.ts';
import type { Broker } from './broker.ts';
import { repetitionsIn } from './repetitions.ts';
import { noError, type Outcome, outcomeOf } from './errors.ts';

/** What AlterConfigs and IncrementalAlterConfigs say of a resource. */
interface AskedResource {
  readonly resourceType: number;
  readonly resourceName: string;
}

type Decide = (image: MetadataImage) => readonly MetadataRecordToWrite[];

/** Changes the settings of each resource; each succeeds or fails alone. */
export function alterEach<Asked extends AskedResource>(
  broker: Broker,
  { resources, validateOnly }: { readonly resources: readonly Asked[]; readonly validateOnly: boolean },
  decision: (asked: Asked, resource: Resource) => Decide,
): Promise<readonly (Outcome & AskedResource)[]> {
  const keyOf = ({ resourceType, resourceName }: AskedResource) => `${resourceType} ${resourceName}`;
  const repeated = repetitionsIn(resources.map(keyOf));
  return Promise.all(
    resources.map(async (asked) => {
      const { resourceType, resourceName } = asked;
      const answer = { resourceType, resourceName };
      try {
        if (repeated.has(keyOf(asked))) {
          throw new KafkaError('INVALID_REQUEST', `'${resourceName}' stands twice in the request`);
        }
        const decide = decision(asked, { type: resourceType, name: resourceName });
        await broker.controller.change((image) => {
          const records = decide(image);
          return { records: validateOnly ? [] : records, result: undefined };
        });
        return { ...answer, ...noError };
      } catch (error) {
        return { ...answer, ...outcomeOf(error) };
      }
    }),
  );
}
