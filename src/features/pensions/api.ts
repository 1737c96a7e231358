import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  jsonBody,
  madeOut,
  momentOut,
  moneyOut,
  pathId,
  pdfAnswers,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { tenWeeks } from '#rules/pension/deadlines.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { readPensionMonth } from '#rules/pension-month.ts';
import { arrivalOf, leftToPay, paidOver, paymentsOf } from './form-b-history.ts';
import { listFormBs } from './form-b-store.ts';
import { behind } from './form-pack.ts';
import { formBInput, submissionInput } from './input.ts';
import { makeFormB } from './make-form-b.ts';
import { submitFormB } from './settle-form-b.ts';
import { type KeptFormA, listFormAs, listFormAsOf } from './store.ts';

const formAOut = z
  .object({
    id: z.string(),
    invoice: z.string(),
    part: z.number().openapi({ description: 'From 1; an invoice with work in two scheme years has a form for each' }),
    nation: z.string(),
    schemeYear: z.string(),
    invoiceNumber: z.string(),
    organisationName: z.string(),
    firstDay: dayOut,
    lastDay: dayOut,
    fee: moneyOut,
    pensionablePay: moneyOut,
    employerContribution: moneyOut,
    paidOn: dayOut.nullable(),
    signedBy: z.string().nullable().openapi({ description: 'Who signed for the practice on its link' }),
    signedAt: momentOut.nullable(),
    givenUpOn: dayOut.nullable().openapi({ description: 'No longer to be pensioned since this day' }),
    safeUntil: dayOut.openapi({ description: 'Ten weeks from the first day worked' }),
    lastChance: dayOut.openapi({ description: 'Ten weeks from the last day worked' }),
  })
  .openapi('FormA');

const formBOut = z
  .object({
    id: z.string(),
    month: z.string(),
    scheme: z.string(),
    paymentReference: z.string(),
    revision: z.number(),
    tierPercent: z.number(),
    pensionablePay: moneyOut,
    contributions: moneyOut,
    employer: moneyOut,
    payable: moneyOut,
    submittedOn: dayOut.nullable(),
    rejectedOn: dayOut.nullable(),
    paidOn: dayOut.nullable().openapi({ description: 'Of the last payment for the month, by whichever revision' }),
    paidOver: moneyOut.openapi({ description: 'For the month so far, over all revisions' }),
    leftToPay: moneyOut.openapi({ description: 'Payable less what was paid over; negative where too much was' }),
    sentTooLate: z.array(z.string()).openapi({ description: 'Forms A on it that were sent after their last chance' }),
  })
  .openapi('FormB');

const monthParam = z.object({
  month: z.string().openapi({ param: { name: 'month', in: 'path' }, example: '2026-11' }),
});

const schemeQuery = z.object({
  scheme: z
    .enum(['england_and_wales', 'scotland', 'northern_ireland'])
    .default('england_and_wales')
    .openapi({ param: { name: 'scheme', in: 'query' } }),
});

/** Forms A and B. */
export function pensionsApi(ctx: Needs<'db' | 'clock' | 'queue' | 'cipher' | 'files'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/form-as',
      summary: 'List Forms A, the latest work first',
      responses: answers(200, 'All', z.object({ items: z.array(formAOut) })),
    }),
    async c => {
      const forms = await asOwner(ctx.db, c.get('caller').owner, tx => listFormAs(tx));
      const items = forms.map(formAAsJson);
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/form-as/{invoice}/pdf',
      summary: 'The paper of a Form A, signed where it is signed; part 1 where nothing is said',
      request: {
        params: z.object({ invoice: z.string() }),
        query: z.object({ part: z.coerce.number().int().min(1).default(1) }),
      },
      responses: pdfAnswers(),
    }),
    async c => {
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const forms = await listFormAsOf(tx, pathId('invoice', c.req.valid('param').invoice));
        const form = forms.find(it => it.part === c.req.valid('query').part);
        if (!form) throw notFound('Form A');
        return readStoredFile(ctx, tx, form.signed?.fileId ?? form.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/form-bs',
      summary: 'List Forms B, the latest month first',
      responses: answers(200, 'All', z.object({ items: z.array(formBOut) })),
    }),
    async c => {
      const { forms, formAs } = await asOwner(ctx.db, c.get('caller').owner, async tx => ({
        forms: await listFormBs(tx),
        formAs: await listFormAs(tx),
      }));
      const items = forms.map(form => ({
        id: showId('formB', form.id),
        month: form.month,
        scheme: form.scheme,
        paymentReference: form.paymentReference,
        revision: form.revision,
        tierPercent: form.tierBasisPoints / 100,
        pensionablePay: plainPounds(form.pensionablePence),
        contributions: plainPounds(form.employeeTotalPence),
        employer: plainPounds(form.employerPence),
        payable: plainPounds(form.payablePence),
        submittedOn: form.submittedOn?.toString() ?? null,
        rejectedOn: form.rejected?.on.toString() ?? null,
        paidOn: paymentsOf(form).at(-1)?.on.toString() ?? null,
        paidOver: plainPounds(paidOver(form)),
        leftToPay: plainPounds(leftToPay(form)),
        sentTooLate: behind(form, formAs)
          .filter(formA => arrivalOf(formA, form)?.isTooLate)
          .map(formA => showId('formA', formA.id)),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-bs/{month}',
      summary: 'Make the Form B of a month of receipt',
      request: { params: monthParam, query: schemeQuery.extend(formBInput.shape) },
      responses: answers(201, 'Made', madeOut),
    }),
    async c => {
      const id = await makeFormB(ctx, c.get('caller').owner, monthOf(c.req.valid('param').month), {
        ...c.req.valid('query'),
      });
      return c.json({ id: showId('formB', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/form-bs/{month}/pdf',
      summary: 'The paper of a Form B',
      request: { params: monthParam, query: schemeQuery },
      responses: pdfAnswers(),
    }),
    async c => {
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const form = (await listFormBs(tx)).find(standing(c.req.valid('param').month, c.req.valid('query').scheme));
        if (!form) throw notFound('Form B');
        return readStoredFile(ctx, tx, form.fileId);
      });
      return c.body(Uint8Array.from(file.bytes), 200, { 'Content-Type': file.contentType });
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-bs/{month}/submitted',
      summary: 'Record that a Form B was sent',
      request: { params: monthParam, query: schemeQuery, ...jsonBody(submissionInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      const form = await asOwner(ctx.db, owner, async tx =>
        (await listFormBs(tx)).find(standing(c.req.valid('param').month, c.req.valid('query').scheme)),
      );
      if (!form) throw notFound('Form B');
      await submitFormB(ctx, owner, form.id, c.req.valid('json'));
      return c.json({ id: showId('formB', form.id) }, 200);
    },
  );
  return app;
}

function monthOf(text: string) {
  const month = readPensionMonth(text);
  if (!month) throw notFound('month');
  return month;
}

function standing(month: string, scheme: PensionScheme) {
  return (form: { readonly month: string; readonly scheme: PensionScheme }) =>
    form.month === month && form.scheme === scheme;
}

function formAAsJson(form: KeptFormA) {
  const { safeUntil, lastChance } = tenWeeks(form.firstDay, form.lastDay);
  return {
    id: showId('formA', form.id),
    invoice: showId('invoice', form.invoiceId),
    part: form.part,
    nation: form.nation,
    schemeYear: form.schemeYear,
    invoiceNumber: form.invoiceNumber,
    organisationName: form.organisationName,
    firstDay: form.firstDay.toString(),
    lastDay: form.lastDay.toString(),
    fee: plainPounds(form.feePence),
    pensionablePay: plainPounds(form.pensionablePence),
    employerContribution: plainPounds(form.employerPence),
    paidOn: form.paidOn?.toString() ?? null,
    signedBy: form.signed?.name ?? null,
    signedAt: form.signed?.at.toString() ?? null,
    givenUpOn: form.givenUp?.on.toString() ?? null,
    safeUntil: safeUntil.toString(),
    lastChance: lastChance.toString(),
  };
}
