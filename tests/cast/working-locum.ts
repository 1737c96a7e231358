import type { Owner } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { TestContext } from '#tests/support/context.ts';

/** Dr Amara Okafor, GP, with everything filled in that papers need. Her figures are made up. */
export async function fillProfile(
  test: TestContext,
  owner: Owner,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const seal = (column: string, value: string) =>
    test.ctx.cipher.seal(value, { table: 'profiles', column, row: owner.accountId });
  const row: Record<string, unknown> = {
    account_id: owner.accountId,
    address_lines: '12 Hill Road\nLeeds',
    postcode: 'LS1 4AP',
    phone: '0113 496 0000',
    registration_number_sealed: seal('registration_number_sealed', '7012345'),
    bank_name_sealed: seal('bank_name_sealed', 'Northern Bank'),
    account_name_sealed: seal('account_name_sealed', 'A Okafor'),
    sort_code_sealed: seal('sort_code_sealed', '200915'),
    account_number_sealed: seal('account_number_sealed', '41011166'),
    ni_number_sealed: seal('ni_number_sealed', 'AB123456C'),
    pension_number_sealed: seal('pension_number_sealed', '12345678'),
    date_of_birth_sealed: seal('date_of_birth_sealed', '1984-03-09'),
    host_code: 'Q72',
    updated_at: test.ctx.clock.now().toString(),
    ...change,
  };
  const columns = Object.keys(row);
  await test.database.admin.query(
    `INSERT INTO profiles (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})
     ON CONFLICT (account_id) DO UPDATE SET ${columns.map(column => `${column} = excluded.${column}`).join(', ')}`,
    Object.values(row),
  );
}

/** Riverside Surgery, or another practice of that nation. */
export async function addPractice(
  test: TestContext,
  owner: Owner,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Id<'organisation'>> {
  const id = newId('organisation');
  const row: Record<string, unknown> = {
    account_id: owner.accountId,
    id,
    name: 'Riverside Surgery',
    kind: 'gp_practice',
    nation: 'england',
    address_lines: '2 River Lane\nLeeds',
    postcode: 'LS2 7UE',
    ods_code: 'B86001',
    finance_contact_name: 'Maggie Hill',
    finance_contact_email: 'finance@riverside.example.nhs.uk',
    pensionable: true,
    created_at: test.ctx.clock.now().toString(),
    updated_at: test.ctx.clock.now().toString(),
    ...change,
  };
  const columns = Object.keys(row);
  await test.database.admin.query(
    `INSERT INTO organisations (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
  return id;
}

/** A delivered booking of one session. */
export async function addDelivered(
  test: TestContext,
  owner: Owner,
  organisation: Id<'organisation'>,
  day: string,
  change: Readonly<Record<string, unknown>> = {},
): Promise<Id<'booking'>> {
  const id = newId('booking');
  const row: Record<string, unknown> = {
    account_id: owner.accountId,
    id,
    organisation_id: organisation,
    state: 'delivered',
    billing_mode: 'self_invoiced',
    work_type: 'surgery',
    work_date: day,
    starts_at: `${day}T08:30:00Z`,
    ends_at: `${day}T13:00:00Z`,
    rate_kind: 'session',
    rate_pence: 70_000,
    pensionable: true,
    payment_terms_days: 30,
    cancellation_terms: '{"bands":[]}',
    confirmed_at: `${day}T07:00:00Z`,
    delivered_at: `${day}T14:00:00Z`,
    created_at: `${day}T07:00:00Z`,
    updated_at: `${day}T14:00:00Z`,
    ...change,
  };
  const columns = Object.keys(row);
  await test.database.admin.query(
    `INSERT INTO bookings (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row),
  );
  return id;
}
