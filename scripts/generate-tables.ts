/**
 * Writes src/database/tables.ts from a migrated database, so that the types are what the tables are.
 * kysely-codegen needs TypeScript's old compiler API, which TypeScript 7 has not; so this reads the catalogue itself.
 * `npm run generate-tables` migrates an empty database of its own; `--check` writes nothing and fails where the file is out of date.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '#database/embedded/start-embedded.ts';
import { migrate } from '#database/migrate.ts';

const TARGET = 'src/database/tables.ts';

const IDS: Record<string, string> = {
  account_id: 'account',
  organisation_id: 'organisation',
  booking_id: 'booking',
  series_id: 'series',
  invoice_id: 'invoice',
  form_a_id: 'formA',
  form_b_id: 'formB',
  file_id: 'file',
  photo_file_id: 'file',
  'accounts.id': 'account',
  'sessions.id': 'session',
  'passkeys.id': 'passkey',
  'organisations.id': 'organisation',
  'bookings.id': 'booking',
  'booking_extras.id': 'extra',
  'invoices.id': 'invoice',
  'payments.id': 'payment',
  'form_as.id': 'formA',
  'form_bs.id': 'formB',
  'expenses.id': 'expense',
  expense_id: 'expense',
  recurring_id: 'recurringExpense',
  'recurring_expenses.id': 'recurringExpense',
  expense_import_id: 'expenseImport',
  'expense_imports.id': 'expenseImport',
  receipt_mail_id: 'receiptMail',
  'receipt_mails.id': 'receiptMail',
  vehicle_id: 'vehicle',
  'vehicles.id': 'vehicle',
  'trips.id': 'trip',
  'files.id': 'file',
  'mails.id': 'mail',
  'facts.id': 'fact',
  'audit_entries.id': 'fact',
  'api_keys.id': 'apiKey',
  document_id: 'document',
  pack_id: 'pack',
  'documents.id': 'document',
  'compliance_packs.id': 'pack',
  link_id: 'link',
  'access_links.id': 'link',
  'availability_rules.id': 'availabilityRule',
  'availability_exceptions.id': 'availabilityException',
  'term_breaks.id': 'termBreak',
  calendar_id: 'calendar',
  'calendars.id': 'calendar',
  request_id: 'request',
  'booking_requests.id': 'request',
  message_id: 'message',
  'messages.id': 'message',
  payment_id: 'payment',
  'booking_schedules.id': 'schedule',
  'payment_claims.id': 'claim',
  'invoice_disputes.id': 'dispute',
  post_id: 'post',
  'pension_posts.id': 'post',
  'pension_additions.id': 'addition',
  statement_id: 'statement',
  'pension_statements.id': 'statement',
  'credit_notes.id': 'creditNote',
  credit_note_id: 'creditNote',
  remittance_id: 'remittance',
  'remittances.id': 'remittance',
  'remittance_refunds.id': 'creditRefund',
  'write_offs.id': 'writeOff',
  'account_statements.id': 'accountStatement',
  'tax_pot_moves.id': 'potMove',
  'tax_updates.id': 'taxUpdate',
  'tax_packs.id': 'taxPack',
  import_id: 'bankImport',
  'bank_imports.id': 'bankImport',
  bank_line_id: 'bankLine',
  'bank_lines.id': 'bankLine',
  'interest_invoices.id': 'interestInvoice',
  'formal_letters.id': 'formalLetter',
  'evidence_packs.id': 'evidencePack',
  batch_id: 'importBatch',
  import_batch_id: 'importBatch',
  'import_batches.id': 'importBatch',
  payer_id: 'organisation',
  payslip_id: 'payslip',
  'payslips.id': 'payslip',
  query_id: 'payQuery',
  'pay_queries.id': 'payQuery',
  bank_account_id: 'bankAccount',
  'bank_accounts.id': 'bankAccount',
  'account_exports.id': 'accountExport',
};

/** What PostgreSQL's types are in code, given the parsers of database/connection.ts. */
const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  ARRAY: 'string[]',
  'integer[]': 'number[]',
  boolean: 'boolean',
  integer: 'number',
  bigint: 'number',
  date: 'Temporal.PlainDate',
  'time without time zone': 'Temporal.PlainTime',
  'double precision': 'number',
  'bit varying': 'string',
  tsvector: 'string',
  // read as the driver's { x, y }, written as text
  point: 'ColumnType<{ x: number; y: number }, string, string>',
  'timestamp with time zone': 'Temporal.Instant',
};

/** What a jsonb column holds, where rules/ has a type for it. */
const JSON_COLUMNS: Record<string, string> = {
  'profiles.cancellation_terms': 'CancellationTerms',
  'organisations.cancellation_terms': 'CancellationTerms',
  'bookings.cancellation_terms': 'CancellationTerms',
};

const server = await startEmbedded({ folder: mkdtempSync(join(tmpdir(), 'sessional-tables-')), durable: false });
try {
  const pool = new pg.Pool(server.connection);
  const columns = await migrate(pool, 'src/database/migrations')
    .then(() => readColumns(pool))
    .finally(() => pool.end());
  const text = write(columns);
  if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
  else if (readFileSync(TARGET, 'utf8') !== text)
    throw new Error(`${TARGET} is out of date: run npm run generate-tables`);
} finally {
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
}

interface Column {
  table_name: string;
  column_name: string;
  is_nullable: 'YES' | 'NO';
  data_type: string;
  column_default: string | null;
  /** the definition of a CHECK on this column alone, such as `state IN ('draft', …)` */
  check_definition: string | null;
}

async function readColumns(pool: pg.Pool): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT table_name, column_name, is_nullable, column_default,
       CASE udt_name WHEN '_int4' THEN 'integer[]' ELSE data_type END AS data_type,
       (SELECT pg_get_constraintdef(c.oid) FROM pg_constraint c
        WHERE c.contype = 'c' AND c.conrelid = format('public.%I', table_name)::regclass
          AND c.conkey = ARRAY[ordinal_position::smallint] AND pg_get_constraintdef(c.oid) LIKE '%ANY (ARRAY[%' LIMIT 1) AS check_definition
     FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE 'kysely%' ORDER BY table_name, ordinal_position`,
  );
  return rows;
}

function write(columns: readonly Column[]): string {
  const tables = Map.groupBy(columns, column => column.table_name);
  const interfaces = [...tables].map(([table, its]) => {
    const lines = its.map(column => `  ${column.column_name}: ${typeOf(column)};`);
    return `export interface ${interfaceName(table)} {\n${lines.join('\n')}\n}\n`;
  });
  const entries = [...tables.keys()].map(table => `  ${table}: ${interfaceName(table)};`);
  return `/** Written by scripts/generate-tables.ts from the migrated database; edit the migrations, not this. */
import type { ColumnType, Generated } from 'kysely';
import type { CancellationTerms } from '#rules/cancellation-terms.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** What a jsonb column gives when read. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

${interfaces.join('\n')}
export interface Tables {
${entries.join('\n')}
}
`;
}

function typeOf(column: Column): string {
  const name = `${column.table_name}.${column.column_name}`;
  const nullable = column.is_nullable === 'YES' ? ' | null' : '';
  if (column.data_type === 'jsonb') {
    const optional = column.column_default === null ? '' : ' | undefined';
    return `ColumnType<${JSON_COLUMNS[name] ?? 'Json'}${nullable}, string${nullable}${optional}, string${nullable}>`;
  }
  const type = `${namedType(column)}${nullable}`;
  return column.column_default === null ? type : `Generated<${type}>`;
}

function namedType(column: Column): string {
  const id = IDS[`${column.table_name}.${column.column_name}`] ?? IDS[column.column_name];
  if (id !== undefined) return `Id<'${id}'>`;
  if (column.column_name.endsWith('_pence')) return 'Pence';
  const words = column.check_definition?.match(/'[^']*'(?=::text)/g);
  if (words) return words.join(' | ');
  const type = TYPES[column.data_type];
  if (type === undefined)
    throw new Error(`${column.table_name}.${column.column_name}: no type for ${column.data_type}`);
  return type;
}

/** booking_extras → BookingExtras */
function interfaceName(table: string): string {
  return table.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
