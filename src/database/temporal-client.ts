import pg from 'pg';

/**
 * A connection that takes Temporal values as parameters, also inside arrays. The driver would send them as JSON, in quotes.
 * For use as a pool's `Client`, together with `temporalTypes`.
 */
export class TemporalClient extends pg.Client {
  // the driver's own overloads are many; each is (text or configuration, values, callback)
  override query(...args: unknown[]): never {
    const [text, values, ...rest] = args;
    const given = withValues(text);
    const sent = Array.isArray(values) ? values.map(asText) : values;
    return super.query.apply(this, [given, sent, ...rest] as never) as never;
  }
}

/** How columns come back on these connections: calendar days and moments as Temporal, bigint as a safe integer. */
export const temporalTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const parse = format === 'binary' ? undefined : parsers.get(oid);
    return parse ?? pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

const { INT8, DATE, TIME, TIMESTAMP, TIMESTAMPTZ } = pg.types.builtins;

const SCALARS: readonly [type: number, arrayOf: number, parse: (text: string) => unknown][] = [
  [INT8, 1016, safeInteger],
  [DATE, 1182, text => Temporal.PlainDate.from(text)],
  [TIME, 1183, text => Temporal.PlainTime.from(text)],
  [TIMESTAMP, 1115, text => Temporal.PlainDateTime.from(text)],
  [TIMESTAMPTZ, 1185, text => Temporal.Instant.from(text)],
];

const parsers = new Map<number, (text: string) => unknown>(
  SCALARS.flatMap(([type, arrayOf, parse]) => [
    [type, parse],
    [arrayOf, (text: string) => arrayOfText(text).map(element => eachOf(element, parse))],
  ]),
);

/** text[]: the driver's own parser of arrays, whose elements are text or null, nested where the array is. */
const arrayOfText = (pg.types.getTypeParser as (oid: number) => (text: string) => unknown[])(1009);

function eachOf(element: unknown, parse: (text: string) => unknown): unknown {
  if (Array.isArray(element)) return element.map(inner => eachOf(inner, parse));
  return typeof element === 'string' ? parse(element) : element;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the bigint ${text} is not a safe integer`);
  return value;
}

function withValues(text: unknown): unknown {
  const hasValues = typeof text === 'object' && text !== null && 'values' in text && Array.isArray(text.values);
  return hasValues ? { ...text, values: (text.values as unknown[]).map(asText) } : text;
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  return isTemporal(value) ? value.toString() : value;
}

function isTemporal(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const name = Object.prototype.toString.call(value);
  if (name === '[object Temporal.ZonedDateTime]')
    throw new TypeError('a ZonedDateTime is no column value: store its instant');
  return name.startsWith('[object Temporal.');
}
