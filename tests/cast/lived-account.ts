import { makeKey } from '#features/api-keys/index.ts';
import { billDelivered } from '#features/billing/index.ts';
import { addExpense, expenseInput } from '#features/expenses/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import { makeFormB } from '#features/pensions/index.ts';
import type { Owner } from '#platform/access.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import type { TestContext } from '#tests/support/context.ts';
import { ONE_ROW_EACH } from './one-row-each.ts';
import { addDelivered, addPractice, fillProfile } from './working-locum.ts';

/** An account with at least one row in every table. */
export async function livedAccount(it: TestContext, of?: Owner): Promise<Owner> {
  const owner = of ?? (await it.makeAccount());
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner);
  const booking = await addDelivered(it, owner, practice, '2026-11-16');
  await it.database.admin.query(
    "INSERT INTO booking_extras (account_id, id, booking_id, kind, description, amount_pence, position) VALUES ($1, gen_random_uuid(), $2, 'work', 'Visit', 1000, 0)",
    [owner.accountId, booking],
  );
  const invoice = await billDelivered(it.ctx, owner, {
    organisation: practice,
    bookings: [booking],
    purchaseOrder: null,
    notes: null,
  });
  const today = it.ctx.clock.today();
  const { rows } = await it.database.admin.query('SELECT total_pence FROM invoices WHERE id = $1', [invoice]);
  await recordPayment(it.ctx, owner, invoice, {
    receivedOn: today,
    amount: pence(Number(rows[0].total_pence)),
    note: null,
  });
  await makeFormB(it.ctx, owner, today.toPlainYearMonth().toString() as PensionMonth);
  await addExpense(
    it.ctx,
    owner,
    expenseInput.parse({ category: 'adminCosts', spentOn: today.toString(), description: 'Phone', amount: '1' }),
  );
  await makeKey(it.ctx, owner, { label: 'Key', scope: 'read', days: 30 });
  await it.database.admin.query(
    "INSERT INTO sessions (id, account_id, token, expires_at, created_at, updated_at) VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, now() + interval '1 day', now(), now())",
    [owner.accountId],
  );
  await it.database.admin.query(
    "INSERT INTO credentials (id, account_id, provider_id, provider_account_id, created_at, updated_at) VALUES (gen_random_uuid(), $1, 'credential', $2, now(), now()) ON CONFLICT DO NOTHING",
    [owner.accountId, owner.accountId],
  );
  for (const statement of ONE_ROW_EACH) await it.database.admin.query(statement, [owner.accountId]);
  await it.database.admin.query('UPDATE second_factors SET secret_sealed = $2 WHERE account_id = $1', [
    owner.accountId,
    it.ctx.cipher.seal('JBSWY3DPEHPK3PXP', { table: 'second_factors', column: 'secret_sealed', row: owner.accountId }),
  ]);
  return owner;
}
