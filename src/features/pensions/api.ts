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
import { readPensionMonth } from '#rules/pension-month.ts';
import { submissionInput } from './input.ts';
import { makeFormB, submitFormB } from './make-form-b.ts';
import { findFormA, listFormAs, listFormBs } from './store.ts';

const formAOut = z
  .object({
    invoice: z.string(),
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
    safeUntil: dayOut.openapi({ description: 'Ten weeks from the first day worked' }),
    lastChance: dayOut.openapi({ description: 'Ten weeks from the last day worked' }),
  })
  .openapi('FormA');

const formBOut = z
  .object({
    id: z.string(),
    month: z.string(),
    revision: z.number(),
    tierPercent: z.number(),
    pensionablePay: moneyOut,
    contributions: moneyOut,
    employer: moneyOut,
    payable: moneyOut,
    submittedOn: dayOut.nullable(),
  })
  .openapi('FormB');

const monthParam = z.object({
  month: z.string().openapi({ param: { name: 'month', in: 'path' }, example: '2026-11' }),
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
      const items = forms.map(form => {
        const { safeUntil, lastChance } = tenWeeks(form.firstDay, form.lastDay);
        return {
          invoice: showId('invoice', form.invoiceId),
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
          safeUntil: safeUntil.toString(),
          lastChance: lastChance.toString(),
        };
      });
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/form-as/{invoice}/pdf',
      summary: 'The paper of a Form A',
      request: { params: z.object({ invoice: z.string() }) },
      responses: pdfAnswers(),
    }),
    async c => {
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const form = await findFormA(tx, pathId('invoice', c.req.valid('param').invoice));
        if (!form) throw notFound('Form A');
        return readStoredFile(ctx, tx, form.fileId);
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
      const forms = await asOwner(ctx.db, c.get('caller').owner, tx => listFormBs(tx));
      const items = forms.map(form => ({
        id: showId('formB', form.id),
        month: form.month,
        revision: form.revision,
        tierPercent: form.tierBasisPoints / 100,
        pensionablePay: plainPounds(form.pensionablePence),
        contributions: plainPounds(form.employeeTotalPence),
        employer: plainPounds(form.employerPence),
        payable: plainPounds(form.payablePence),
        submittedOn: form.submittedOn?.toString() ?? null,
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-bs/{month}',
      summary: 'Make the Form B of a month of receipt',
      request: { params: monthParam },
      responses: answers(201, 'Made', madeOut),
    }),
    async c =>
      c.json(
        { id: showId('formB', await makeFormB(ctx, c.get('caller').owner, monthOf(c.req.valid('param').month))) },
        201,
      ),
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/form-bs/{month}/pdf',
      summary: 'The paper of a Form B',
      request: { params: monthParam },
      responses: pdfAnswers(),
    }),
    async c => {
      const file = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const form = (await listFormBs(tx)).find(it => it.month === c.req.valid('param').month);
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
      request: { params: monthParam, ...jsonBody(submissionInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      const form = await asOwner(ctx.db, owner, async tx =>
        (await listFormBs(tx)).find(it => it.month === c.req.valid('param').month),
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
