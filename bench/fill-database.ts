import type pg from 'pg';

/** Other people's accounts, each with an organisation, six bookings and two invoices, written in bulk. */
export async function fillDatabase(admin: pg.Pool, accounts: number): Promise<void> {
  await admin.query(
    `INSERT INTO accounts (id, email, email_verified, name, first_name, last_name, profession, declared_adult_at, created_at, updated_at)
     SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'n' || n || '@example.org', true, 'A B', 'A', 'B', 'gp', now(), now(), now()
     FROM generate_series(1, $1::int) n`,
    [accounts],
  );
  const others = `(SELECT id FROM accounts WHERE email LIKE 'n%@example.org') a`;
  await admin.query(
    `INSERT INTO organisations (account_id, id, name, kind, nation, created_at, updated_at) SELECT id, id, 'Riverside Surgery', 'gp_practice', 'england', now(), now() FROM ${others}`,
  );
  await admin.query(
    `INSERT INTO files (account_id, id, kind, name, content_type, size_bytes, sha256, store_key, created_at) SELECT id, id, 'invoice', 'x.pdf', 'application/pdf', 1, 'x', 'x', now() FROM ${others}`,
  );
  await admin.query(
    `INSERT INTO bookings (account_id, id, organisation_id, state, billing_mode, work_type, work_date, starts_at, ends_at, rate_kind, rate_pence, payment_terms_days, cancellation_terms, delivered_at, created_at, updated_at)
     SELECT id, gen_random_uuid(), id, 'delivered', 'self_invoiced', 'surgery', date '2026-01-01' + n * 7, timestamptz '2026-01-01T08:30Z' + n * interval '7 days',
       timestamptz '2026-01-01T13:00Z' + n * interval '7 days', 'session', 34000, 30, '{"bands":[]}', now(), now(), now() FROM ${others}, generate_series(1, 6) n`,
  );
  await admin.query(
    `INSERT INTO invoices (account_id, id, organisation_id, state, number, number_text, issue_date, due_date, payment_terms_days, work_pence, expenses_pence, total_pence, content, file_id, issued_at, created_at, updated_at)
     SELECT id, gen_random_uuid(), id, 'issued', n, 'INV-' || n, '2026-11-01', '2026-12-01', 30, 34000, 0, 34000, '{}', id, now(), now(), now() FROM ${others}, generate_series(1, 2) n`,
  );
  await admin.query('ANALYZE');
}
