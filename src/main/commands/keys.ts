/**
 * `npm run keys`: how far sealing anew under the first of ENCRYPTION_KEYS has come. It goes on by itself each night, in the worker;
 * `npm run keys -- now` does not wait for the night. Only once this says so may an older key leave the list.
 */
import { openDatabase } from '#database/connection.ts';
import { readConfig } from '#main/config.ts';
import { databaseConfig } from '#main/start.ts';
import { wire } from '#main/wiring.ts';
import { ownerOf } from '#platform/access.ts';
import { isResealed, resealAccount } from '#platform/reseal.ts';

const config = readConfig(process.env, process.cwd());
const database = await openDatabase(databaseConfig(config, () => {}));
const { ctx } = wire(config, database, line => process.stderr.write(line));
const accounts = (await database.signIn.selectFrom('accounts').select('id').orderBy('id').execute()).map(({ id }) =>
  ownerOf(id),
);
let done = 0;
for (const owner of accounts) {
  if (process.argv[2] === 'now') await resealAccount(ctx, owner);
  if (await isResealed(ctx, owner)) done++;
}
const told =
  done === accounts.length
    ? `All ${done} accounts are sealed under ${ctx.cipher.keyId}. Older keys can leave ENCRYPTION_KEYS, once no backup needs them.`
    : `${done} of ${accounts.length} accounts are sealed under ${ctx.cipher.keyId}. Keep the older keys in ENCRYPTION_KEYS.`;
process.stdout.write(`${told}\n`);
await database.close();
