import { makeKey } from '#features/api-keys/index.ts';
import type { Owner } from '#platform/access.ts';
import { testApp } from './app.ts';
import type { TestContext } from './context.ts';

/** A program that holds a key. */
export interface ApiClient {
  /** Sends a body as JSON; text is sent as it stands. */
  call(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
}

/** An answer of any shape, to be looked into. */
export interface Json {
  readonly [key: string]: Json;
}

/** The items of a list. */
export function itemsOf(answer: ApiAnswer): Json[] {
  return Object.values(answer.json.items ?? {});
}

/** A client with a new key of that owner. */
export async function apiClient(
  test: TestContext,
  owner: Owner,
  scope: 'read' | 'write' = 'write',
): Promise<ApiClient> {
  const { request } = testApp(test);
  const key = await makeKey(test.ctx, owner, { label: 'test', scope, days: 30 });
  return {
    async call(method, path, body) {
      const answer = await request(`http://localhost:3000/api/v1${path}`, {
        method,
        headers: { host: 'localhost:3000', 'content-type': 'application/json', authorization: `Bearer ${key}` },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, json: text.startsWith('{') ? JSON.parse(text) : {} };
    },
  };
}
