import { readAccount } from '#features/accounts/index.ts';
import { invoiceRecipient } from '#features/invoices/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { makeLink, replyAddress } from '#features/sharing/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { formatDay, formatMoment, londonDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { chaseDue } from '#rules/pension/chase.ts';
import { isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { listFormBs } from './form-b-store.ts';
import { insertChase, listChases, listSentDays, lockFormA, markChasingPaused } from './ledger-store.ts';
import { formALink } from './sign-form-a.ts';
import { findFormA, type KeptFormA, listFormAs } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site' | 'links'>;

/** How long a practice is left in peace after a chase. */
const PEACE = { hours: 72 } as const;

/**
 * Chases the practices that have not signed a Form A, one mail to each with all that it has still to sign. Run every day; bears to miss
 * days and to run twice.
 */
export async function chaseUnsigned(ctx: Ctx, owner: Owner): Promise<void> {
  const waiting = await asOwner(ctx.db, owner, async tx => (await unsigned(ctx, tx)).map(form => form.organisationId));
  for (const organisationId of new Set(waiting)) {
    await asOwner(ctx.db, owner, async tx => {
      const forms = await lockedUnsigned(ctx, tx, organisationId);
      const sentOn = await listSentDays(tx);
      const sent = forms.filter(form => form.chasingPausedAt === null && sentOn.has(form.invoiceId));
      const chases = await listChases(tx);
      const isDue = sent.some(form =>
        chaseDue(
          {
            ...tenWeeks(form.firstDay, form.lastDay),
            sentOn: sentOn.get(form.invoiceId) ?? form.lastDay,
            chasedOn: (chases.get(form.id) ?? []).map(londonDay),
          },
          ctx.clock.today(),
        ),
      );
      const organisation = await readOrganisation(tx, organisationId);
      if (!isDue || !organisation || !invoiceRecipient(organisation)) return;
      if (await peaceUntil(ctx, tx, organisationId)) return;
      await chase(ctx, tx, organisation, sent, false);
    });
  }
}

/**
 * Chases a form now, together with what else its practice has still to sign. Refuses what need not be signed any more, a practice
 * without an address, and a second chase within 72 hours.
 */
export async function chaseNow(ctx: Ctx, owner: Owner, id: Id<'formA'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const form = await findFormA(tx, id);
    const organisation = form && (await readOrganisation(tx, form.organisationId));
    if (!form || !organisation) throw notFound('Form A');
    const forms = await lockedUnsigned(ctx, tx, form.organisationId);
    if (!forms.some(it => it.id === id)) {
      throw new Refusal({ code: 'form_a.nothing_to_sign', message: 'This Form A need not be signed any more.' });
    }
    if (!invoiceRecipient(organisation)) {
      throw new Refusal({
        code: 'form_a.no_recipient',
        message: `${organisation.name} has no email address. Add one for its finance contact first.`,
        status: 422,
      });
    }
    const until = await peaceUntil(ctx, tx, form.organisationId);
    if (until) {
      throw new Refusal({
        code: 'form_a.chased_lately',
        message: `${organisation.name} was reminded less than 72 hours ago. You can do so again from ${formatMoment(until)}.`,
      });
    }
    await chase(
      ctx,
      tx,
      organisation,
      forms.filter(it => it.id === id || it.chasingPausedAt === null),
      true,
    );
  });
}

/** Leaves a practice in peace about one form, or lets its reminders go on. */
export async function pauseChasing(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'formA'>,
  paused: boolean,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await markChasingPaused(tx, id, paused ? ctx.clock.now() : null))) throw notFound('Form A');
    await recordFact(ctx, tx, { kind: paused ? 'form_a.chasing_paused' : 'form_a.chasing_resumed', subjectId: id });
  });
}

/** Forms A that still need a signature: not withdrawn, given up, on a Form B that is sent, or too late. The earliest first. */
async function unsigned(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId?: Id<'organisation'>,
): Promise<KeptFormA[]> {
  const sent = (await listFormBs(tx)).filter(form => form.submittedOn !== null && form.rejected === undefined);
  return (await listFormAs(tx))
    .filter(form => organisationId === undefined || form.organisationId === organisationId)
    .filter(form => form.signed === undefined && form.givenUp === undefined)
    .filter(form => !sent.some(formB => formB.formAIds.includes(form.id)))
    .filter(form => !isOverForGood(form.nation, tenWeeks(form.firstDay, form.lastDay).lastChance, ctx.clock.today()))
    .toReversed();
}

/** The same, read again once they are locked: two runs at once chase once, and what was signed a moment ago is not chased. */
async function lockedUnsigned(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
): Promise<KeptFormA[]> {
  const forms = await unsigned(ctx, tx, organisationId);
  for (const form of forms.toSorted((a, b) => a.id.localeCompare(b.id))) await lockFormA(tx, form.id);
  const locked = new Set(forms.map(form => form.id));
  return (await unsigned(ctx, tx, organisationId)).filter(form => locked.has(form.id));
}

/** When the organisation may be chased again; undefined where it may be now. */
async function peaceUntil(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId: Id<'organisation'>,
): Promise<Temporal.Instant | undefined> {
  const chases = await listChases(tx);
  const last = (await listFormAs(tx))
    .filter(form => form.organisationId === organisationId)
    .flatMap(form => chases.get(form.id) ?? [])
    .toSorted(Temporal.Instant.compare)
    .at(-1);
  const until = last?.add(PEACE);
  return until && Temporal.Instant.compare(ctx.clock.now(), until) < 0 ? until : undefined;
}

async function chase(
  ctx: Ctx,
  tx: OwnedTransaction,
  organisation: Organisation,
  forms: readonly KeptFormA[],
  byHand: boolean,
): Promise<void> {
  const [first] = forms;
  const to = invoiceRecipient(organisation);
  if (!first || !to) return;
  const account = await readAccount(tx);
  const links = [];
  for (const form of forms) {
    links.push({ label: `Complete and sign ${nameOf(form)} online`, url: await formALink(ctx, tx, form.id, to) });
    await insertChase(tx, form.id, { at: ctx.clock.now(), byHand });
    await recordFact(ctx, tx, { kind: 'form_a.chased', subjectId: form.id });
  }
  const thread = await makeLink(ctx, tx, { scope: 'invoice', subjectId: first.invoiceId, recipient: to });
  await queueMail(ctx, tx, {
    kind: 'form_a_chase',
    subjectId: first.id,
    to,
    fromName: account.name,
    replyTo: { name: account.name, address: replyAddress(ctx, tx.accountId, thread, account.email) },
    subject:
      forms.length === 1
        ? `Form A for ${first.invoiceNumber} still needs your signature`
        : `${forms.length} Forms A still need your signature`,
    letter: {
      greeting: `Dear ${to.name},`,
      paragraphs: [
        forms.length === 1
          ? 'My NHS pension Form A below has still to be completed and signed by an authorised person other than me, online by the link or on the attached paper.'
          : 'My NHS pension Forms A below have still to be completed and signed by an authorised person other than me, online by the links or on the attached papers.',
        SCHEMES[schemeOf(organisation.nation)].tenWeeksConfirmed
          ? 'Signed forms must reach the pension agency within ten weeks of the work. After that it can no longer be pensioned.'
          : 'I go by ten weeks from the work for signed forms to reach the pension agency.',
        ...(organisation.nation === 'england' ? [APPROVER_HINT] : []),
      ],
      facts: forms.map(form => [
        nameOf(form),
        `work from ${formatDay(form.firstDay)}, wanted by ${formatDay(tenWeeks(form.firstDay, form.lastDay).safeUntil)}`,
      ]),
      links,
      closing: ['With kind regards,', account.name],
      footer: `Sent for ${account.name} by Sessional, run by ${ctx.site.operatorName}. You need no account; the links work for 30 days. You can answer by replying to this mail.`,
    },
    attachments: forms.map(form => ({ fileId: form.fileId, name: `${nameOf(form).replaceAll(/[ ,]+/g, '-')}.pdf` })),
  });
}

/** Who can approve on PCSE Online: https://pcse.england.nhs.uk/help/gp-payments-pensions-online-service/locum-ab/, read 2026-11-23. */
const APPROVER_HINT =
  'If I enter the forms on PCSE Online, they wait there for the person at your practice who has the role “GPP - Locum Approvals”: please let me know if nobody has it yet.';

function nameOf(form: KeptFormA): string {
  return `Form A ${form.invoiceNumber}${form.part > 1 ? `, part ${form.part}` : ''}`;
}
