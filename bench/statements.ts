import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/** One statement as the server got it, and on which connection. */
export interface Statement {
  readonly connection: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** Has the server log everything while one request is made, and reads its statements back in their order. */
export async function statementsOf(
  admin: pg.Pool,
  logs: string,
  request: () => Promise<unknown>,
): Promise<Statement[]> {
  const set = async (statement: string, verbosity: string) => {
    await admin.query(`ALTER SYSTEM SET log_statement = '${statement}'`);
    await admin.query(`ALTER SYSTEM SET log_error_verbosity = '${verbosity}'`);
    await admin.query('SELECT pg_reload_conf()');
    await pause(300);
  };
  await set('all', 'default');
  await request();
  const marker = `mark ${performance.now()}`;
  await admin.query(`SELECT '${marker}'`);
  await request();
  await admin.query(`SELECT '${marker} end'`);
  await pause(300);
  await set('none', 'terse');
  const [, between = ''] = newestLog(logs).split(marker);
  return parse(between);
}

function newestLog(logs: string): string {
  const files = readdirSync(logs).map(name => join(logs, name));
  const newest = files.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).at(-1) ?? '';
  return readFileSync(newest, 'utf8');
}

/** Entries begin with a date; a statement's values follow in an entry of their own. */
function parse(log: string): Statement[] {
  const statements: Statement[] = [];
  for (const entry of log.split(/\n(?=\d{4}-\d\d-\d\d )/)) {
    const [, connection = '', kind = '', rest = ''] = /\[(\d+)\] (LOG|DETAIL): {2}([\s\S]*)$/.exec(entry) ?? [];
    const text = /^(?:statement|execute [^:]*): ([\s\S]*)$/.exec(rest)?.[1];
    if (kind === 'LOG' && text && !/pgboss|mark \d/.test(text))
      statements.push({ connection, text: text.trim(), values: [] });
    const last = statements.at(-1);
    if (kind === 'DETAIL' && last && last.connection === connection)
      statements[statements.length - 1] = { ...last, values: valuesIn(rest) };
  }
  const used = new Set(statements.filter(it => /sessions|app\.account_id/.test(it.text)).map(it => it.connection));
  return statements.filter(it => used.has(it.connection));
}

function valuesIn(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)].map(match =>
    match[1] === 'NULL' ? null : (match[2] ?? '').replaceAll("''", "'"),
  );
}
