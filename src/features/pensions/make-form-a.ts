import { readAccount } from '#features/accounts/index.ts';
import { type Invoice, listLines } from '#features/invoices/index.ts';
import type { Organisation } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { storeFile } from '#platform/stored-file.ts';
import type { Id } from '#rules/ids.ts';
import { formAFigures, workedRuns } from '#rules/pension/form-a.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { renderFormA } from './form-a-document.ts';
import type { FormA } from './form-content.ts';
import { sealContent } from './sealed-content.ts';
import { insertFormA } from './store.ts';

type Ctx = Needs<'clock' | 'queue' | 'cipher' | 'files'>;

/** Whether an invoice has a Form A: it bills pensioned work, in England or Wales. Scotland and Northern Ireland have forms of their own. */
export function wantsFormA(it: { readonly pensionableFeePence: number }, organisation: Organisation): boolean {
  return it.pensionableFeePence > 0 && (organisation.nation === 'england' || organisation.nation === 'wales');
}

/**
 * Makes the Form A of an invoice that is just issued, with its paper, in the same transaction. The payment reference is left open:
 * its month is the one in which the money arrives. Refuses `form_a.no_ni_number`.
 */
export async function makeFormAIn(
  ctx: Ctx,
  tx: OwnedTransaction,
  invoice: Invoice,
  organisation: Organisation,
): Promise<{ id: Id<'formA'>; fileId: Id<'file'>; name: string }> {
  const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
  if (!profile.niNumber) {
    throw new Refusal({
      code: 'form_a.no_ni_number',
      message: 'Form A needs your National Insurance number. Add it under Profile, Pension.',
      status: 422,
    });
  }
  if (
    invoice.number === null ||
    invoice.issueDate === null ||
    (organisation.nation !== 'england' && organisation.nation !== 'wales')
  ) {
    throw new Error('a Form A belongs to an issued invoice of England or Wales');
  }
  const lines = (await listLines(tx, invoice.id)).filter(line => line.pensioned);
  const periods = workedRuns(lines.map(line => line.workedOn));
  const figures = formAFigures(
    lines.map(line => line.amountPence),
    organisation.nation,
    invoice.issueDate,
  );
  if (!figures.ok) throw new Error('an invoice was issued at a rate that is not known');
  const now = ctx.clock.now();
  const lastDay = periods.at(-1)?.to ?? invoice.issueDate;
  const schemeYear = schemeYearOf(lastDay);
  const form: FormA = {
    madeAt: now,
    nation: organisation.nation,
    schemeYear: schemeYear.replace('-', '/'),
    invoiceNumber: invoice.number,
    locum: {
      name: account.name,
      nationalInsuranceNumber: profile.niNumber,
      hostCode: profile.hostCode ?? '',
      ...(profile.hostReference ? { healthBoardReference: profile.hostReference } : {}),
    },
    periods,
    signature: { name: account.name, on: invoice.issueDate },
    practice: { name: organisation.name, ...(organisation.odsCode ? { code: organisation.odsCode } : {}) },
    feePence: figures.feePence,
    pensionablePayPence: figures.pensionablePence,
    employerContributionPence: figures.employerPence,
    employerBasisPoints: figures.employerBasisPoints,
  };
  const bytes = await renderFormA(form);
  const name = `Form-A-${invoice.number}.pdf`;
  const fileId = await storeFile(ctx, tx, { kind: 'form_a', name, contentType: 'application/pdf', bytes });
  const id = newId('formA');
  await insertFormA(
    tx,
    {
      id,
      invoiceId: invoice.id,
      organisationId: organisation.id,
      schemeYear,
      periods,
      figures,
      fileId,
      contentSealed: sealContent(ctx, id, form),
    },
    now,
  );
  await recordFact(ctx, tx, { kind: 'form_a.made', subjectId: id, details: { invoiceId: invoice.id } });
  return { id, fileId, name };
}
