import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type Id, type Named, readId } from '#rules/ids.ts';
import type { Owner } from './access.ts';
import { deviceName } from './device.ts';
import { InputRefusal, notFound, Refusal } from './errors.ts';
import type { RateLimiter } from './rate-limit.ts';

/** Who holds the key of a request. */
export interface ApiCaller {
  readonly owner: Owner;
  readonly keyId: string;
  readonly scope: 'read' | 'write';
}

export interface ApiEnv {
  Variables: {
    caller: ApiCaller;
    /** Keyed hash of the caller's address; put there by the roof. */
    callerHash: string;
  };
}

/** An API door: refusals become RFC 9457 problems, and what does not fit a schema is told field by field. */
export function apiDoor(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: result => {
      if (result.success) return;
      const fields: Record<string, string> = {};
      for (const issue of result.error.issues) fields[issue.path.join('.') || 'body'] ??= issue.message;
      throw new InputRefusal(fields);
    },
  });
  // what is no JSON never reaches a schema: the framework throws its own error, and that is the caller's mistake, not our fault
  app.onError(fault => {
    throw fault instanceof HTTPException && fault.status === 400 ? NOT_JSON : fault;
  });
  return app;
}

const NOT_JSON = new Refusal({
  code: 'api.not_json',
  message: 'Send the body as JSON, with the header "Content-Type: application/json".',
  status: 400,
});

const CALLS = { name: 'api.key', most: 300, perMinutes: 1 };

/** Lets holders of a working key in, within their limit; writing needs a key that may write. Knows no cookies. */
export function bearerKeys(
  findCaller: (
    key: string,
    from: { readonly callerHash: string; readonly device: string },
  ) => Promise<ApiCaller | undefined>,
  limits: RateLimiter,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const key = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const from = { callerHash: c.get('callerHash'), device: deviceName(c.req.header('user-agent') ?? '') };
    const caller = key === undefined ? undefined : await findCaller(key, from);
    if (!caller) {
      c.header('WWW-Authenticate', 'Bearer');
      throw new Refusal({
        code: 'api.no_key',
        message: 'Send a working API key as "Authorization: Bearer sk_live_…". Keys are made under API keys.',
        status: 401,
      });
    }
    c.header('RateLimit-Policy', `"key";q=${CALLS.most};w=${CALLS.perMinutes * 60}`);
    const allowance = await limits.count(CALLS, caller.keyId);
    c.header('RateLimit', `"key";r=${allowance.remaining};t=${allowance.resetsIn}`);
    if (caller.scope !== 'write' && !['GET', 'HEAD'].includes(c.req.method)) {
      throw new Refusal({ code: 'api.read_only_key', message: 'This key may only read.', status: 403 });
    }
    c.set('caller', caller);
    return next();
  };
}

/** Money as the API shows it: pounds with two decimals, in a string. */
export const moneyOut = z.string().openapi({ pattern: '^-?\\d+\\.\\d{2}$', example: '340.00' });

/** A calendar day, `2026-11-24`. */
export const dayOut = z.string().openapi({ format: 'date', example: '2026-11-24' });

/** A moment in UTC. */
export const momentOut = z.string().openapi({ format: 'date-time', example: '2026-11-24T08:30:00Z' });

/** Answer of something that was made: where it is. */
export const madeOut = z.object({ id: z.string() });

/** A page of a list: `next` is the `after` of the following page, null at the end. */
export function pageOut<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** `limit` and `after` of a list. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.string().optional().openapi({ description: 'The `next` of the page before' }),
});

/** Cuts a list that was read with one item more than asked for. */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  limit: number,
): { items: Item[]; next: string | null } {
  const page = items.slice(0, limit);
  return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** The id in the path. */
export const idParam = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });

/** The database id behind a path's id. Refuses `not_found`. */
export function pathId<Of extends Named>(of: Of, shown: string): Id<Of> {
  const id = readId(of, shown);
  if (!id) throw notFound(of);
  return id;
}

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    field: z.string().optional(),
    errors: z.record(z.string(), z.string()).optional(),
  })
  .openapi('Problem');

const PROBLEM = { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: problem } } };

/** The answers of an operation: its own, and the problem that every one can answer with. */
export function answers<Status extends 200 | 201, Schema extends z.ZodType>(
  status: Status,
  description: string,
  schema: Schema,
) {
  return {
    [status]: { description, content: { 'application/json': { schema } } },
    default: PROBLEM,
  } as { [S in Status]: { description: string; content: { 'application/json': { schema: Schema } } } };
}

/** The answers of an operation that hands out a paper. */
export function pdfAnswers() {
  const schema = z.string().openapi({ format: 'binary' });
  const answer = { description: 'PDF', content: { 'application/pdf': { schema } } };
  return { 200: answer, default: PROBLEM } as { 200: typeof answer };
}

/** The answers of an operation that hands out a file of whatever type it is. */
export function fileAnswers() {
  const schema = z.string().openapi({ format: 'binary' });
  const answer = { description: 'The file', content: { 'application/octet-stream': { schema } } };
  return { 200: answer, default: PROBLEM } as { 200: typeof answer };
}

/** A JSON body of that schema. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}
