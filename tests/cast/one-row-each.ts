const BOOKING = '(SELECT id FROM bookings WHERE account_id = $1 LIMIT 1)';
const INVOICE = '(SELECT id FROM invoices WHERE account_id = $1 LIMIT 1)';
const FILE = '(SELECT id FROM files WHERE account_id = $1 LIMIT 1)';
const ORGANISATION = '(SELECT id FROM organisations WHERE account_id = $1 LIMIT 1)';
const FORM_A = '(SELECT id FROM form_as WHERE account_id = $1 LIMIT 1)';
const REQUEST = '(SELECT id FROM booking_requests WHERE account_id = $1 LIMIT 1)';
const DOCUMENT = '(SELECT id FROM documents WHERE account_id = $1 LIMIT 1)';
const PACK = '(SELECT id FROM compliance_packs WHERE account_id = $1 LIMIT 1)';

/** One row in every table of the organisation's side and of availability, for an account ($1) that has a booking, an invoice and a Form A. */
export const ONE_ROW_EACH: readonly string[] = [
  "INSERT INTO tax_years (account_id, tax_year, basis, loan_plans, employment_pence, other_pence, tax_paid_pence, loan_paid_pence, voluntary_class2, updated_at) VALUES ($1, '2026-27', 'cash', '{}', 0, 0, 0, 0, false, now())",
  "INSERT INTO tax_pot_moves (account_id, id, moved_on, kind, amount_pence, recorded_at) VALUES ($1, gen_random_uuid(), '2026-11-24', 'put_in', 100, now())",
  'INSERT INTO availability_settings VALUES ($1, 30, 24, 120, 180, now())',
  "INSERT INTO availability_rules VALUES ($1, gen_random_uuid(), '0100000', '08:30', '12:30', '2026-11-24', NULL, 1, false, now())",
  "INSERT INTO availability_exceptions VALUES ($1, gen_random_uuid(), 'off', '2026-12-24', '2026-12-24', NULL, NULL, NULL, now())",
  "INSERT INTO term_breaks VALUES ($1, gen_random_uuid(), '2026-12-21', '2027-01-03', NULL, now())",
  "WITH calendar AS (INSERT INTO calendars (account_id, id, label, created_at) VALUES ($1, gen_random_uuid(), 'Home', now()) RETURNING account_id, id) INSERT INTO calendar_busy SELECT account_id, id, now(), now() + interval '1 hour' FROM calendar",
  `WITH link AS (INSERT INTO access_links (account_id, id, scope, subject_id, created_at) VALUES ($1, gen_random_uuid(), 'booking', ${BOOKING}, now()) RETURNING id) INSERT INTO access_link_uses SELECT $1::uuid, gen_random_uuid(), id, now(), 'opened', 'a device', 'a hash' FROM link`,
  "INSERT INTO booking_requests (account_id, id, state, organisation_name, organisation_kind, contact_name, contact_email, is_health_service, work_type, rate_kind, created_at) VALUES ($1, gen_random_uuid(), 'waiting', 'Hill', 'gp_practice', 'M', 'm@example.org', false, 'surgery', 'session', now())",
  `INSERT INTO booking_request_days (account_id, id, request_id, work_date, start_time, end_time) VALUES ($1, gen_random_uuid(), ${REQUEST}, '2026-12-01', '08:30', '13:00')`,
  "INSERT INTO trusted_contacts VALUES ($1, 'm@example.org', now())",
  `WITH message AS (INSERT INTO messages (account_id, id, booking_id, author, author_name, body, via, sent_at) VALUES ($1, gen_random_uuid(), ${BOOKING}, 'locum', 'A', 'Hello', 'app', now()) RETURNING id) INSERT INTO message_files SELECT $1::uuid, id, ${FILE} FROM message`,
  "INSERT INTO notification_settings VALUES ($1, '{}', now())",
  `INSERT INTO booking_answers (account_id, id, booking_id, kind, name, answered_at) VALUES ($1, gen_random_uuid(), ${BOOKING}, 'acknowledged', 'M', now())`,
  `INSERT INTO booking_tellings VALUES ($1, ${BOOKING}, ${ORGANISATION}, 'hash', 'then', false, now())`,
  `INSERT INTO booking_sign_offs (account_id, booking_id, start_time, end_time, break_minutes, extras, proposed_at) VALUES ($1, ${BOOKING}, '08:30', '13:00', 0, '[]', now())`,
  `INSERT INTO booking_schedules (account_id, id, organisation_id, content, file_id, made_at) VALUES ($1, gen_random_uuid(), ${ORGANISATION}, '[]', ${FILE}, now())`,
  `INSERT INTO payment_claims (account_id, id, invoice_id, name, paid_on, amount_pence, claimed_at, state) VALUES ($1, gen_random_uuid(), ${INVOICE}, 'M', '2026-11-20', 100, now(), 'open')`,
  `INSERT INTO invoice_disputes (account_id, id, invoice_id, name, reason, opened_at) VALUES ($1, gen_random_uuid(), ${INVOICE}, 'M', 'wrong', now())`,
  `INSERT INTO form_a_signatures (account_id, form_a_id, name, role, method, document_sha256, signed_at, device, caller_hash, file_id) VALUES ($1, ${FORM_A}, 'M', 'manager', 'typed', 'hash', now(), 'a device', 'a hash', ${FILE})`,
  "WITH post AS (INSERT INTO pension_posts (account_id, id, kind, employer, scheme, started_on, is_continuous, created_at, updated_at) VALUES ($1, gen_random_uuid(), 'solo', 'Calder', 'england_and_wales', '2026-04-01', true, now(), now()) RETURNING id) INSERT INTO pension_post_pay SELECT $1::uuid, id, '2026-11', 100000, NULL, now() FROM post",
  'INSERT INTO publications (account_id, updated_at) VALUES ($1, now())',
  "INSERT INTO listing_slugs VALUES ('page-' || right($1::uuid::text, 12), $1::uuid, true)",
  "INSERT INTO listings (account_id, visibility, name, profession, specialties, skills, clinical_systems, has_photo, free_from, free_bits, words, updated_at) VALUES ($1, 'published', 'A', 'gp', '{}', '{}', '{}', false, '2026-11-24', B'', '', now())",
  `WITH document AS (INSERT INTO documents (account_id, id, category, title, file_id, version, created_at, updated_at) VALUES ($1, gen_random_uuid(), 'dbs', 'DBS', ${FILE}, 1, now(), now()) RETURNING id) INSERT INTO document_versions SELECT $1::uuid, id, 1, NULL, NULL, ${FILE}, now() FROM document`,
  `INSERT INTO document_reminders VALUES ($1, ${DOCUMENT}, 1, 30, now())`,
  "INSERT INTO document_validities VALUES ($1, 'dbs', 12)",
  "INSERT INTO compliance_packs (account_id, id, label, recipient_name, guard, watermark, follows_renewals, created_at) VALUES ($1, gen_random_uuid(), 'January', 'M', 'none', false, false, now())",
  `INSERT INTO compliance_pack_documents VALUES ($1, ${PACK}, ${DOCUMENT}, 1)`,
  `INSERT INTO compliance_codes VALUES ($1, ${PACK}, now(), $1)`,
  `INSERT INTO compliance_asks VALUES ($1, gen_random_uuid(), ${PACK}, 'M', 'CV', now())`,
  "INSERT INTO pension_years (account_id, scheme_year, scheme, updated_at) VALUES ($1, '2026-27', 'england_and_wales', now())",
  'INSERT INTO credit_note_counters VALUES ($1, 1)',
  `INSERT INTO credit_notes (account_id, id, invoice_id, number, number_text, issue_date, reason, amount_pence, content, file_id, issued_at) VALUES ($1, gen_random_uuid(), ${INVOICE}, 1, 'CN-0001', '2026-11-24', 'a slip', 100, '{}', ${FILE}, now())`,
  "WITH statement AS (INSERT INTO pension_statements VALUES ($1, gen_random_uuid(), '2026-27', 'england_and_wales', '2026-11-24', 'typed', NULL, now()) RETURNING id) INSERT INTO pension_statement_lines (account_id, statement_id, position, pensionable_pence) SELECT $1::uuid, id, 0, 100 FROM statement",
  "INSERT INTO pension_warnings VALUES ($1, '2026-11 england_and_wales', 28, now())",
  `INSERT INTO form_a_chases VALUES ($1, ${FORM_A}, now(), false)`,
  "INSERT INTO chasing_settings VALUES ($1, true, '[1, 14]', now())",
  `INSERT INTO payer_records VALUES ($1, ${ORGANISATION}, true, true, '', '', '', now())`,
  `INSERT INTO invoice_holds VALUES ($1, ${INVOICE}, now(), NULL, NULL)`,
  `INSERT INTO invoice_chases VALUES ($1, ${INVOICE}, now(), false, 'm@example.org')`,
  'INSERT INTO interest_invoice_counters VALUES ($1, 1)',
  `INSERT INTO interest_invoices VALUES ($1, gen_random_uuid(), ${INVOICE}, 1, 'LP-0001', '2026-11-24', '2026-11-24', 100, 4000, '{}', ${FILE}, now(), NULL, NULL)`,
  "INSERT INTO bank_imports VALUES ($1, gen_random_uuid(), 'november.csv', 'starling', now())",
  "INSERT INTO bank_lines (account_id, id, import_id, paid_on, amount_pence, description, occurrence) VALUES ($1, gen_random_uuid(), (SELECT id FROM bank_imports WHERE account_id = $1 LIMIT 1), '2026-11-24', 100, 'Hill', 1)",
  `WITH paid AS (INSERT INTO payments (account_id, id, invoice_id, received_on, amount_pence, recorded_at) VALUES ($1, gen_random_uuid(), ${INVOICE}, '2026-11-24', 1, now()) RETURNING id, invoice_id) INSERT INTO bank_matches SELECT $1::uuid, (SELECT id FROM bank_lines WHERE account_id = $1 LIMIT 1), id, invoice_id, now() FROM paid`,
  `INSERT INTO bank_rules VALUES ($1, 'HILL', ${ORGANISATION}, now())`,
];
