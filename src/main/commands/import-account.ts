/**
 * `npm run import-account -- file.zip address@example.org`: brings an export of another installation into an account here that is still
 * empty. All or nothing; what is wrong is said in a sentence.
 */
import { readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { openDatabase } from '#database/connection.ts';
import type { Tables } from '#database/tables.ts';
import { importAccount } from '#features/exports/index.ts';
import { readConfig } from '#main/config.ts';
import { databaseConfig } from '#main/start.ts';
import { wire } from '#main/wiring.ts';
import { Refusal } from '#platform/errors.ts';

const [file, email] = process.argv.slice(2);
if (file === undefined || email === undefined) {
  process.stderr.write('Say which file and which account: npm run import-account -- file.zip address@example.org\n');
  process.exit(2);
}
const zip = await readFile(file).catch(() => undefined);
if (!zip) {
  process.stderr.write(`There is no file ${file} that can be read.\n`);
  process.exit(2);
}
const config = readConfig(process.env, process.cwd());
const database = await openDatabase(databaseConfig(config, () => {}));
const { ctx } = wire(config, database, line => process.stderr.write(line));
try {
  const admin = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: database.admin }) });
  const brought = await importAccount(ctx, admin, database.signIn, { zip, email });
  process.stdout.write(`Brought ${brought.rows} records and ${brought.files} files into the account of ${email}.\n`);
} catch (fault) {
  if (!(fault instanceof Refusal)) throw fault;
  process.stderr.write(`${fault.reason.message}\nNothing was changed.\n`);
  process.exitCode = 1;
} finally {
  await database.close();
}
