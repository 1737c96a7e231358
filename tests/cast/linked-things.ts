import { billDelivered } from '#features/billing/index.ts';
import { makeSchedule } from '#features/confirmations/make-schedule.ts';
import { documentInput, packInput } from '#features/documents/input.ts';
import { keepDocument } from '#features/documents/keep-document.ts';
import { sharePack } from '#features/documents/share-pack.ts';
import { requestInput } from '#features/requests/input.ts';
import { confirmAddress, sendRequest } from '#features/requests/send-request.ts';
import { type LinkScope, makeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import { readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { TestContext } from '#tests/support/context.ts';
import { picture } from './pictures.ts';
import { addDelivered, addPractice, fillProfile } from './working-locum.ts';

/** One thing of a locum for each kind of link, and how to make more. */
export interface LinkedThings {
  readonly practice: Id<'organisation'>;
  /** What each link opens. */
  readonly subjects: Readonly<Record<LinkScope, string>>;
  /** A file within the thread of each, as pages name it. */
  readonly files: Readonly<Record<'booking' | 'invoice' | 'request', string>>;
  /** The one in the pack, and another. */
  readonly documents: { readonly packed: Id<'document'>; readonly other: Id<'document'> };
  /** A booking of that day, invoiced, with its Form A. */
  billed(day: string): Promise<Id<'booking'>>;
  /** The newest row of a table. */
  newest(table: string): Promise<string>;
  /** Asks for a booking; the address is not proved. */
  ask(contactEmail: string, contactName?: string): Promise<Id<'request'>>;
  prove(request: Id<'request'>): Promise<void>;
  pack(change?: Readonly<Record<string, unknown>>): Promise<Id<'pack'>>;
}

/** Fills a locum's account with all that links can open. */
export async function linkedThings(it: TestContext, owner: Owner): Promise<LinkedThings> {
  await fillProfile(it, owner);
  const practice = await addPractice(it, owner, { booking_contact_email: 'rota@riverside.example.nhs.uk' });
  const documents = {
    packed: await keepNamed(it, owner, 'Enhanced DBS'),
    other: await keepNamed(it, owner, 'Curriculum vitae'),
  };
  const billed = async (day: string) => {
    const id = await addDelivered(it, owner, practice, day, { site_notes: 'The code of the door is 4711' });
    await billDelivered(it.ctx, owner, { organisation: practice, bookings: [id], purchaseOrder: null, notes: null });
    return id;
  };
  const newest = async (table: string) => {
    const query = `SELECT id FROM ${table} WHERE account_id = $1 ORDER BY id DESC LIMIT 1`;
    return String((await it.database.admin.query(query, [owner.accountId])).rows[0].id);
  };
  const prove = async (request: Id<'request'>) => {
    const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'request', subjectId: request }));
    await confirmAddress(it.ctx, { owner, link }, { callerHash: 'x', device: 'x' });
  };
  const pack = async (change: Readonly<Record<string, unknown>> = {}) => {
    const chosen = { documents: [showId('document', documents.packed)], guard: 'none', ...FOR_MAGGIE, ...change };
    return (await sharePack(it.ctx, owner, readInput(packInput, chosen))).id;
  };
  const ask = (contactEmail: string, contactName = 'Maggie Hill') =>
    sendRequest(it.ctx, owner, readInput(requestInput, { ...ASKED, contactEmail, contactName }));

  const booking = await billed('2026-11-16');
  const request = await ask('maggie@riverside.example.nhs.uk');
  await prove(request);
  const subjects = {
    booking,
    sign_off: booking,
    schedule: await makeSchedule(it.ctx, owner, { id: undefined, organisation: practice, bookings: [booking] }),
    invoice: await newest('invoices'),
    form_a: await newest('form_as'),
    request,
    compliance: await pack(),
    calendar: owner.accountId,
  };
  const files = {
    booking: await messageFile(it, owner, 'booking_id', booking),
    invoice: await messageFile(it, owner, 'invoice_id', subjects.invoice),
    request: await messageFile(it, owner, 'request_id', request),
  };
  return { practice, subjects, files, documents, billed, newest, ask, prove, pack };
}

const FOR_MAGGIE = {
  label: 'January',
  recipientName: 'Maggie Hill',
  recipientEmail: 'maggie@riverside.example.nhs.uk',
};

const ASKED = {
  organisationName: 'Hillside',
  organisationKind: 'gp_practice',
  organisationAddress: '2 River Lane',
  workType: 'surgery',
  rateKind: 'session',
  rate: '300',
  dayDate: ['2026-12-01'],
  dayStart: ['08:30'],
  dayEnd: ['13:00'],
};

async function keepNamed(it: TestContext, owner: Owner, title: string): Promise<Id<'document'>> {
  const bytes = new Uint8Array(await picture().png().toBuffer());
  const input = readInput(documentInput, { category: 'dbs', title });
  return keepDocument(it.ctx, owner, input, { name: 'a.png', bytes });
}

/** A message with a file, as it comes by mail. Answers the file as pages name it. */
async function messageFile(it: TestContext, owner: Owner, column: string, subject: string): Promise<string> {
  const bytes = new Uint8Array(await picture().png().toBuffer());
  const message = newId('message');
  await it.database.admin.query(
    `INSERT INTO messages (account_id, id, ${column}, author, author_name, body, via, sent_at)
     VALUES ($1, $2, $3, 'organisation', 'M', 'The rota', 'mail', now())`,
    [owner.accountId, message, subject],
  );
  return asOwner(it.ctx.db, owner, async tx => {
    const file = await storeFile(it.ctx, tx, { kind: 'message', name: 'rota.png', contentType: 'image/png', bytes });
    const row = { account_id: owner.accountId, message_id: message, file_id: file };
    await tx.db.insertInto('message_files').values(row).execute();
    return showId('file', file);
  });
}
