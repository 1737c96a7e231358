import { readAccount } from '#features/accounts/index.ts';
import { type Invoice, type Line, listEnteredFigures, listLines } from '#features/invoices/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { ZERO } from '#rules/money.ts';
import { enteredNote } from '#rules/pension/entered-figures.ts';
import type { FormAFigures } from '#rules/pension/form-a.ts';
import { type FormALine, type FormAPart, splitFormA } from '#rules/pension/form-a-parts.ts';
import { formLayout } from '#rules/pension/form-layouts.ts';
import { schemeOf } from '#rules/pension/scheme.ts';
import { type AppraisalOfDays, listAppraisalDays } from './appraisal-days-store.ts';
import { renderFormA } from './form-a-document.ts';
import type { FormA } from './form-content.ts';
import { hostFields } from './host-code.ts';
import { sealContent } from './sealed-content.ts';
import { insertFormA } from './store.ts';

type Ctx = Needs<'clock' | 'queue' | 'cipher' | 'files'>;

/** A Form A that was just made, as its mail needs it. */
export interface MadeFormA {
  readonly id: Id<'formA'>;
  readonly fileId: Id<'file'>;
  readonly name: string;
}

/** Whether an invoice has a Form A: it bills work that is pensioned on Forms A and B. */
export function wantsFormA(it: { readonly pensionableFeePence: number }): boolean {
  return it.pensionableFeePence > 0;
}

/**
 * Makes the Form A of an invoice that is just issued, with its paper, in the same transaction; several where its work lies in two scheme
 * years, or an appraisal on separate days. The payment reference is left open: its month is the one in which the money arrives. Refuses `form_a.no_ni_number`.
 */
export async function makeFormAsIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoice: Invoice,
  organisation: Organisation,
): Promise<MadeFormA[]> {
  if (invoice.number === null || invoice.issueDate === null) throw new Error('a Form A belongs to an issued invoice');
  const lines = (await listLines(tx, invoice.id)).filter(line => line.pensioned);
  const days = await listAppraisalDays(tx);
  const split = splitFormA(
    lines.map(line => withDays(line, days)),
    organisation.nation,
    invoice.issueDate,
    await listEnteredFigures(tx),
  );
  if (!split.ok) throw new Error('an invoice was issued at a rate that is not known');
  const parts = split.parts.map(part => ({ ...part, figures: asked(part.figures) }));
  const made: MadeFormA[] = [];
  for (const [at, part] of parts.entries()) {
    made.push(await makePart(ctx, tx, { invoice, organisation, part, number: at + 1, of: parts.length }));
  }
  return made;
}

/** An appraisal's line with all of its days, where the locum said which. */
function withDays(line: Line, days: ReadonlyMap<Id<'booking'>, AppraisalOfDays>): FormALine {
  const its = line.bookingId && days.get(line.bookingId);
  return its ? { ...line, appraisal: { key: its.booking, days: its.days } } : line;
}

/** Where a primary care body pays the employer's share it is on no form of the locum's. */
function asked(figures: FormAFigures): FormAFigures {
  return figures.collectedFromPractice ? figures : { ...figures, employerPence: ZERO };
}

interface Part {
  readonly invoice: Invoice;
  readonly organisation: Organisation;
  readonly part: FormAPart;
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

async function makePart(ctx: Ctx, tx: OwnedTransaction, it: Part): Promise<MadeFormA> {
  const { part, invoice, organisation } = it;
  if (!formLayout('form_a', schemeOf(organisation.nation), part.schemeYear).ok) {
    throw new Refusal({
      code: 'form_a.year_unknown',
      message: `No Form A of ${part.schemeYear.replace('-', '/')} is known here. Take the pension off the work of that year, or bill it by itself.`,
      status: 422,
    });
  }
  const id = newId('formA');
  const form = await contentOf(ctx, tx, it);
  const bytes = await renderFormA(form);
  const name = `Form-A-${invoice.number}${it.of > 1 ? `-part-${it.number}` : ''}.pdf`;
  const fileId = await storeFile(ctx, tx, { kind: 'form_a', name, contentType: 'application/pdf', bytes });
  await insertFormA(
    tx,
    {
      id,
      invoiceId: invoice.id,
      organisationId: organisation.id,
      part: it.number,
      nation: organisation.nation,
      schemeYear: part.schemeYear,
      periods: part.periods,
      figures: part.figures,
      fileId,
      contentSealed: sealContent(ctx, id, form),
    },
    ctx.clock.now(),
  );
  await recordFact(ctx, tx, { kind: 'form_a.made', subjectId: id, details: { invoiceId: invoice.id } });
  return { id, fileId, name };
}

async function contentOf(ctx: Ctx, tx: OwnedTransaction, it: Part): Promise<FormA> {
  const { part, invoice, organisation } = it;
  const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
  if (!profile.niNumber) {
    throw new Refusal({
      code: 'form_a.no_ni_number',
      message: 'Form A needs your National Insurance number. Add it under Profile, Pension.',
      status: 422,
    });
  }
  return {
    madeAt: ctx.clock.now(),
    nation: organisation.nation,
    schemeYear: part.schemeYear.replace('-', '/'),
    invoiceNumber: invoice.number ?? '',
    ...(it.of > 1 ? { part: { number: it.number, of: it.of } } : {}),
    locum: {
      name: account.name,
      nationalInsuranceNumber: profile.niNumber,
      ...hostFields(profile, organisation.nation),
      ...(profile.registrationNumber ? { gmcNumber: profile.registrationNumber } : {}),
    },
    periods: part.periods,
    signature: { name: account.name, on: invoice.issueDate ?? ctx.clock.today() },
    practice: { name: organisation.name, ...(organisation.odsCode ? { code: organisation.odsCode } : {}) },
    feePence: part.figures.feePence,
    pensionablePayPence: part.figures.pensionablePence,
    employerContributionPence: part.figures.employerPence,
    employerBasisPoints: part.figures.employerBasisPoints,
    ...(part.figures.rateEntered ? { rateNote: enteredNote('rate', part.figures.rateEntered) } : {}),
  };
}
