import type { Encoding } from './codec.ts';
import type { AnyField } from './fields.ts';

/** What a reader sees where the field is missing. */
export function initialOf(field: AnyField, encoding: Encoding): unknown {
  const { kind, fields, default: initial } = field.options;
  if (kind === 'int64' && encoding.int64 === 'bigint') return exactly(initial as number);
  if (kind !== 'struct' || initial === null) return initial;
  return Object.fromEntries(Object.entries(fields!).map(([name, inner]) => [name, initialOf(inner, encoding)]));
}

/** Whether a value needs no mention: it is what a reader sees anyway. */
export function isInitial(field: AnyField, value: unknown): boolean {
  const { kind, fields, default: initial } = field.options;
  if (value === undefined || value === initial) return true;
  if (value === null || initial === null) return false;
  if (kind === 'int64') return typeof value === 'bigint' && value === exactly(initial as number);
  if (kind === 'array' || kind === 'bytes' || kind === 'records') return (value as { length: number }).length === 0;
  if (kind !== 'struct') return false;
  return Object.entries(fields!).every(([name, inner]) =>
    isInitial(inner, (value as { readonly [name: string]: unknown })[name]),
  );
}

function exactly(integer: number): bigint {
  return integer === Infinity ? 0x7fff_ffff_ffff_ffffn : BigInt(integer);
}
