/**
 * `npm run audit:verify` walks the audit log of every account and names the first link that does not hold. Ends with 1 where one is
 * broken. Reads the environment that the server reads; beside a running development installation, its DATA_FOLDER.
 */
import { join } from 'node:path';
import { openDatabase } from '#database/connection.ts';
import { verifyChains } from '#features/audit/verify-chain.ts';

const WHY = {
  altered: 'its content is not what was sealed',
  missing: 'an entry is missing before it',
  cut: 'the end was cut off: something that happened has no entry',
};

const folder = join(process.env.DATA_FOLDER ?? 'data', 'postgres');
const database = await openDatabase(
  process.env.DATABASE_URL === undefined ? { embedded: { folder } } : { url: process.env.DATABASE_URL },
);
try {
  const { accounts, entries, broken, seal } = await verifyChains(database.admin);
  for (const { accountId, place, why } of broken) console.log(`account ${accountId}: entry ${place}: ${WHY[why]}`);
  console.log(`${entries} entries of ${accounts} accounts, ${broken.length} broken`);
  console.log(`seal ${seal}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await database.close();
}
