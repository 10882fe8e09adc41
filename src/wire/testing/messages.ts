import { apis } from '../apis.ts';
import { DefaultPrincipalData } from '../apis/envelope.ts';
import type { Message } from '../definition.ts';
import type { Shape } from '../fields.ts';
import { RequestHeader, ResponseHeader } from '../headers.ts';

/** Every message that this room defines. */
export const messages: readonly Message<Shape>[] = [
  ...apis.flatMap(({ request, response }) => [request, response]),
  RequestHeader,
  ResponseHeader,
  DefaultPrincipalData,
];
