import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import type { Correspondent, Subject } from './message.ts';
import { aboutBooking, aboutInvoice, aboutRequest } from './subject-words.ts';

/** Who the locum writes with about a subject; undefined where there is no such thing. A draft invoice has nobody yet. */
export async function correspondentOf(tx: OwnedTransaction, subject: Subject): Promise<Correspondent | undefined> {
  if (subject.kind === 'booking') return ofBooking(tx, subject.id);
  return subject.kind === 'request' ? ofRequest(tx, subject.id) : ofInvoice(tx, subject.id);
}

async function ofBooking(tx: OwnedTransaction, id: Id<'booking'>): Promise<Correspondent | undefined> {
  const row = await tx.db
    .selectFrom('bookings as b')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'b.account_id').onRef('o.id', '=', 'b.organisation_id'),
    )
    .select(['b.work_type', 'b.work_date', 'o.name', 'o.booking_contact_name', 'o.booking_contact_email'])
    .where('b.account_id', '=', tx.accountId)
    .where('b.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      about: aboutBooking({ workType: row.work_type, workDate: row.work_date }),
      organisationName: row.name,
      name: row.booking_contact_name ?? row.name,
      address: row.booking_contact_email,
    }
  );
}

async function ofRequest(tx: OwnedTransaction, id: Id<'request'>): Promise<Correspondent | undefined> {
  const row = await tx.db
    .selectFrom('booking_requests')
    .select(['organisation_name', 'contact_name', 'contact_email'])
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .where('state', '!=', 'unconfirmed')
    .executeTakeFirst();
  return (
    row && {
      about: aboutRequest(),
      organisationName: row.organisation_name,
      name: row.contact_name,
      address: row.contact_email,
    }
  );
}

async function ofInvoice(tx: OwnedTransaction, id: Id<'invoice'>): Promise<Correspondent | undefined> {
  const row = await tx.db
    .selectFrom('invoices as i')
    .innerJoin('organisations as o', join =>
      join.onRef('o.account_id', '=', 'i.account_id').onRef('o.id', '=', 'i.organisation_id'),
    )
    .select([
      'i.number_text',
      'o.name',
      'o.finance_contact_name',
      'o.finance_contact_email',
      'o.booking_contact_name',
      'o.booking_contact_email',
    ])
    .where('i.account_id', '=', tx.accountId)
    .where('i.id', '=', id)
    .where('i.number_text', 'is not', null)
    .executeTakeFirst();
  return (
    row && {
      about: aboutInvoice(row.number_text ?? ''),
      organisationName: row.name,
      name: (row.finance_contact_email ? row.finance_contact_name : row.booking_contact_name) ?? row.name,
      address: row.finance_contact_email ?? row.booking_contact_email,
    }
  );
}
