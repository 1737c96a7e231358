/** The bare handler of the benchmark: the same statements on the same kinds of connections, the same bytes, and nothing else. */
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import type { Statement } from './statements.ts';

const { socket, statements, body }: { socket: string; statements: Statement[]; body: string } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
);

const pool = (role: string, max: number) =>
  new pg.Pool({
    host: socket,
    user: 'sessional',
    database: 'sessional',
    max,
    options: `-c timezone=UTC -c role=${role}`,
  });
const [app, signIn] = [pool('sessional_app', 10), pool('sessional_auth', 4)];
const connections = [...Map.groupBy(statements, it => it.connection).values()];

const hono = new Hono();
hono.get('*', async c => {
  for (const its of connections) {
    const client = await (its.some(it => it.text.includes('app.account_id')) ? app : signIn).connect();
    for (const { text, values } of its)
      await (values.length > 0 ? client.query(text, [...values]) : client.query(text));
    client.release();
  }
  return c.html(body);
});
serve({ fetch: hono.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}/`));
