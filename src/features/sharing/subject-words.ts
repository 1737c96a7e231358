import { sql } from 'kysely';
import type { OwnedTransaction } from '#platform/access.ts';
import { formatDay } from '#rules/dates.ts';
import type { AccessLink } from './link.ts';

/** What each link opens, in words, by the link's id: `Riverside Surgery, Tue 24 Nov 2026`, `INV-0001`. */
export async function subjectWords(tx: OwnedTransaction, links: readonly AccessLink[]): Promise<Map<string, string>> {
  if (links.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string | null; day: Temporal.PlainDate | null }>`
    SELECT l.id, coalesce(o.name, r.organisation_name, i.number_text, fi.number_text, p.label, so.name) AS name, b.work_date AS day
    FROM access_links l
    LEFT JOIN bookings b ON b.account_id = l.account_id AND b.id = l.subject_id AND l.scope IN ('booking', 'sign_off')
    LEFT JOIN organisations o ON o.account_id = l.account_id AND o.id = b.organisation_id
    LEFT JOIN booking_requests r ON r.account_id = l.account_id AND r.id = l.subject_id AND l.scope = 'request'
    LEFT JOIN invoices i ON i.account_id = l.account_id AND i.id = l.subject_id AND l.scope = 'invoice'
    LEFT JOIN form_as f ON f.account_id = l.account_id AND f.id = l.subject_id AND l.scope = 'form_a'
    LEFT JOIN invoices fi ON fi.account_id = l.account_id AND fi.id = f.invoice_id
    LEFT JOIN compliance_packs p ON p.account_id = l.account_id AND p.id = l.subject_id AND l.scope = 'compliance'
    LEFT JOIN booking_schedules s ON s.account_id = l.account_id AND s.id = l.subject_id AND l.scope = 'schedule'
    LEFT JOIN organisations so ON so.account_id = l.account_id AND so.id = s.organisation_id
    WHERE l.account_id = ${tx.accountId} AND l.id = ANY(${links.map(link => link.id)}::uuid[])`.execute(tx.db);
  return new Map(rows.map(row => [row.id, [row.name, row.day && formatDay(row.day)].filter(Boolean).join(', ')]));
}
