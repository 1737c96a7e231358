import sharp from 'sharp';
import { ruleInput } from '#features/availability/input.ts';
import { addRule } from '#features/availability/keep-rule.ts';
import { upcoming } from '#features/bookings/index.ts';
import { acknowledgeBooking } from '#features/confirmations/answer-booking.ts';
import { makeSchedule } from '#features/confirmations/make-schedule.ts';
import { sendConfirmation } from '#features/confirmations/send-confirmation.ts';
import { publicationInput } from '#features/directory/input.ts';
import { keepPublication } from '#features/directory/keep-publication.ts';
import { slugOf } from '#features/directory/publication.ts';
import { documentInput, packInput } from '#features/documents/input.ts';
import { keepDocument } from '#features/documents/keep-document.ts';
import { sharePack } from '#features/documents/share-pack.ts';
import { listInvoices } from '#features/invoices/index.ts';
import { writeToLocum } from '#features/messages/index.ts';
import { claimPaid } from '#features/payments/index.ts';
import { requestInput } from '#features/requests/input.ts';
import { confirmAddress, sendRequest } from '#features/requests/send-request.ts';
import { type Entered, type LinkScope, makeLink } from '#features/sharing/index.ts';
import { actingAs, asOwner, type Owner } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { type Id, showId } from '#rules/ids.ts';
import type { DemoPerson } from './cast.ts';

/** Who acts for the practices of the demo. */
const CALLER = { callerHash: 'demo', device: 'Edge on Windows' };

/** The organisations' side of the demo, by the same verbs: a public page, a request that waits, an acknowledged booking with a message, a claim, papers that are shared. */
export async function beAsked(ctx: Context, owner: Owner, person: DemoPerson): Promise<void> {
  await publish(ctx, owner, person);
  await askForDays(ctx, owner);
  await answerBooking(ctx, owner);
  await claimAnInvoice(ctx, owner);
  await shareDocuments(ctx, owner);
}

async function publish(ctx: Context, owner: Owner, person: DemoPerson): Promise<void> {
  const today = ctx.clock.today().toString();
  const rule = { weekdays: ['thu', 'fri'], from: '08:30', to: '12:30', firstDay: today, everyWeeks: '1' };
  await addRule(ctx, owner, ruleInput.parse(rule));
  await keepPublication(
    ctx,
    owner,
    publicationInput.parse({
      slug: slugOf(`${person.firstName} ${person.lastName} demo`),
      visibility: 'published',
      shown: ['headline', 'clinical_systems', 'place', 'travel', 'availability'],
      headline: person.words,
      travelMiles: '25',
    }),
  );
}

/** A practice that does not know the locum yet asks for two days, three weeks ahead. */
async function askForDays(ctx: Context, owner: Owner): Promise<void> {
  const today = ctx.clock.today();
  const thursday = today.add({ days: 21 + ((4 - today.dayOfWeek + 7) % 7) });
  const id = await sendRequest(
    ctx,
    owner,
    requestInput.parse({
      organisationName: 'Moor Lane Surgery',
      organisationKind: 'gp_practice',
      organisationAddress: '8 Moor Lane',
      contactName: 'Priya Shah',
      contactEmail: 'priya.shah@moorlane.demo.nhs.uk',
      workType: 'surgery',
      rateKind: 'session',
      rate: '330',
      notes: 'Ten-minute appointments, one home visit at the most.',
      dayDate: [thursday.toString(), thursday.add({ days: 1 }).toString()],
      dayStart: ['08:30', '08:30'],
      dayEnd: ['12:30', '12:30'],
    }),
  );
  await confirmAddress(ctx, await entered(ctx, owner, 'request', id), CALLER);
}

async function answerBooking(ctx: Context, owner: Owner): Promise<void> {
  const bookings = await asOwner(ctx.db, owner, tx => upcoming(tx, ctx.clock.now(), 20));
  const [next] = bookings;
  if (!next) return;
  await sendConfirmation(ctx, owner, next.id).catch(() => undefined);
  const link = await entered(ctx, owner, 'booking', next.id);
  await acknowledgeBooking(ctx, link, { name: 'Maggie Hill', note: null }, CALLER);
  const message = { name: 'Maggie Hill', body: 'Could you start at half past eight? The first patient is early.' };
  await writeToLocum(ctx, link, { kind: 'booking', id: next.id }, message, CALLER);
  const same = bookings.filter(it => it.organisationId === next.organisationId).map(it => it.id);
  await makeSchedule(ctx, owner, { organisation: next.organisationId, bookings: same });
}

async function claimAnInvoice(ctx: Context, owner: Owner): Promise<void> {
  const today = ctx.clock.today();
  const [open] = await asOwner(ctx.db, owner, tx => listInvoices(tx, { standing: 'unpaid', limit: 1 }, today));
  if (!open) return;
  const claim = { name: 'Maggie Hill', paidOn: today, amount: open.outstandingPence, reference: 'BACS 4711' };
  await claimPaid(ctx, await entered(ctx, owner, 'invoice', open.id), claim, CALLER);
}

async function shareDocuments(ctx: Context, owner: Owner): Promise<void> {
  const today = ctx.clock.today();
  const documents: Id<'document'>[] = [];
  for (const [category, title, days] of [
    ['indemnity', 'Indemnity certificate', 24],
    ['dbs', 'Enhanced DBS certificate', 500],
  ] as const) {
    const words = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#f4f1ea"/><text x="60" y="200" font-size="32" font-family="sans-serif">${title} (demo)</text></svg>`;
    const bytes = new Uint8Array(await sharp(Buffer.from(words)).png().toBuffer());
    const input = { category, title, expiresOn: today.add({ days }).toString() };
    documents.push(await keepDocument(ctx, owner, documentInput.parse(input), { name: `${category}.png`, bytes }));
  }
  await sharePack(
    ctx,
    owner,
    packInput.parse({
      label: 'Sessions this winter',
      recipientName: 'Priya Shah',
      documents: documents.map(id => showId('document', id)),
      days: '30',
      guard: 'none',
      followsRenewals: 'on',
    }),
  );
}

/** What somebody at a practice has who opened a link. */
async function entered(ctx: Context, owner: Owner, scope: LinkScope, subjectId: string): Promise<Entered> {
  const link = await asOwner(ctx.db, owner, tx => makeLink(ctx, tx, { scope, subjectId }));
  return { owner: actingAs(owner, { kind: 'link', id: link.id, ...CALLER }), link };
}
