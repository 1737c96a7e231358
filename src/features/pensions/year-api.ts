import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner, type Owner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, jsonBody, madeOut, moneyOut } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type Pence, plainPounds } from '#rules/money.ts';
import type { DueTier } from '#rules/pension/reckon-year.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import { readSchemeYear, type SchemeYear } from '#rules/tax-year.ts';
import { listFormBs } from './form-b-store.ts';
import { yearSettingsInput } from './input.ts';
import { formBPaymentInput, formBRejectionInput } from './ledger-input.ts';
import { type PensionYear, readPensionYear } from './pension-year.ts';
import { payFormB, rejectFormB } from './settle-form-b.ts';
import { FORM_B_STEPS, undoFormBStep } from './undo-form-b.ts';
import { keepYearSettings } from './year-settings.ts';

const tierOut = z.number().nullable().openapi({ description: 'In per cent; null where it cannot be told' });

const yearOut = z
  .object({
    year: z.string(),
    scheme: z.string(),
    pensionable: moneyOut,
    contributed: moneyOut,
    due: moneyOut.nullable(),
    difference: moneyOut.nullable().openapi({ description: 'Due less contributed: positive is to pay' }),
    parts: z
      .array(
        z.object({
          first: dayOut,
          last: dayOut,
          days: z.number(),
          pensionable: moneyOut,
          annualised: moneyOut.nullable(),
          tierDue: tierOut,
          whyNot: z.string().nullable().openapi({ description: 'tiers_unknown, annualising_unknown, no_service' }),
        }),
      )
      .openapi({ description: 'One, or one for each table of tiers of the year' }),
    months: z.array(
      z.object({
        month: z.string(),
        pensionable: moneyOut,
        tierInUse: tierOut,
        contributed: moneyOut,
        tierDueByThen: tierOut,
        due: moneyOut.nullable(),
      }),
    ),
    settings: z.object({
      tier: tierOut,
      daysAdjustment: z.number(),
      daysNote: z.string(),
      annualises: z.boolean().nullable(),
    }),
  })
  .openapi('PensionYear');

const yearParam = z.object({ year: z.string().openapi({ param: { name: 'year', in: 'path' }, example: '2026-27' }) });
const monthParam = z.object({
  month: z.string().openapi({ param: { name: 'month', in: 'path' }, example: '2026-11' }),
});
const stepParam = z.enum(FORM_B_STEPS).openapi({ param: { name: 'step', in: 'path' } });
const schemeQuery = z.object({
  scheme: z
    .enum(['england_and_wales', 'scotland', 'northern_ireland'])
    .default('england_and_wales')
    .openapi({ param: { name: 'scheme', in: 'query' } }),
});

/** The scheme year reckoned, and what becomes of a Form B that was sent. */
export function pensionYearApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/years/{year}',
      summary: 'A scheme year: tier in use against tier due, month by month',
      request: { params: yearParam, query: schemeQuery },
      responses: answers(200, 'The year', yearOut),
    }),
    async c => {
      const [year, { scheme }] = [yearOf(c.req.valid('param').year), c.req.valid('query')];
      const read = await asOwner(ctx.db, c.get('caller').owner, tx =>
        readPensionYear(tx, scheme, year, ctx.clock.today()),
      );
      return c.json(yearAsJson(read), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/pension/years/{year}',
      summary: 'Say what you know of a scheme year: tier in use, days corrected with a reason',
      request: { params: yearParam, query: schemeQuery, ...jsonBody(yearSettingsInput) },
      responses: answers(200, 'The year', yearOut),
    }),
    async c => {
      const [year, { scheme }] = [yearOf(c.req.valid('param').year), c.req.valid('query')];
      const { owner } = c.get('caller');
      await keepYearSettings(ctx, owner, scheme, year, c.req.valid('json'));
      const read = await asOwner(ctx.db, owner, tx => readPensionYear(tx, scheme, year, ctx.clock.today()));
      return c.json(yearAsJson(read), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-bs/{month}/paid',
      summary: 'Record that the contributions of a Form B were paid over',
      request: { params: monthParam, query: schemeQuery, ...jsonBody(formBPaymentInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      const id = await standingFormB(owner, c.req.valid('param').month, c.req.valid('query').scheme);
      await payFormB(ctx, owner, id, c.req.valid('json'));
      return c.json({ id: showId('formB', id) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-bs/{month}/rejected',
      summary: 'Record that a Form B was sent back: its month is open again',
      request: { params: monthParam, query: schemeQuery, ...jsonBody(formBRejectionInput) },
      responses: answers(200, 'Recorded', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      const id = await standingFormB(owner, c.req.valid('param').month, c.req.valid('query').scheme);
      await rejectFormB(ctx, owner, id, c.req.valid('json'));
      return c.json({ id: showId('formB', id) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-bs/{month}/{step}/undo',
      summary: 'Take back what was recorded of a Form B by mistake: submitted, rejected, or the last payment',
      request: { params: monthParam.extend({ step: stepParam }), query: schemeQuery },
      responses: answers(200, 'Taken back', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      const { month, step } = c.req.valid('param');
      const id = await standingFormB(owner, month, c.req.valid('query').scheme);
      await undoFormBStep(ctx, owner, id, step);
      return c.json({ id: showId('formB', id) }, 200);
    },
  );
  return app;

  async function standingFormB(owner: Owner, month: string, scheme: PensionScheme): Promise<Id<'formB'>> {
    const forms = await asOwner(ctx.db, owner, tx => listFormBs(tx));
    const form = forms.find(it => it.month === month && it.scheme === scheme);
    if (!form) throw notFound('Form B');
    return form.id;
  }
}

function yearOf(text: string): SchemeYear {
  const year = readSchemeYear(text);
  if (!year) throw notFound('scheme year');
  return year;
}

function yearAsJson({ year, scheme, reckoning, settings }: PensionYear) {
  return {
    year,
    scheme,
    pensionable: plainPounds(reckoning.pensionablePence),
    contributed: plainPounds(reckoning.contributedPence),
    due: moneyOrNull(reckoning.duePence),
    difference: moneyOrNull(reckoning.differencePence),
    parts: reckoning.parts.map(part => ({
      first: part.first.toString(),
      last: part.last.toString(),
      days: part.days,
      pensionable: plainPounds(part.pensionablePence),
      annualised: moneyOrNull(part.annualisedPence),
      tierDue: percentOf(part.due),
      whyNot: part.due.ok ? null : part.due.reason,
    })),
    months: reckoning.months.map(month => ({
      month: month.month,
      pensionable: plainPounds(month.pensionablePence),
      tierInUse: month.usedBasisPoints === undefined ? null : month.usedBasisPoints / 100,
      contributed: plainPounds(month.contributedPence),
      tierDueByThen: percentOf(month.due),
      due: moneyOrNull(month.duePence),
    })),
    settings: {
      tier: settings.tierBasisPoints === null ? null : settings.tierBasisPoints / 100,
      daysAdjustment: settings.daysAdjustment,
      daysNote: settings.daysNote,
      annualises: settings.annualises,
    },
  };
}

function percentOf(due: DueTier): number | null {
  return due.ok ? due.tier.basisPoints / 100 : null;
}

function moneyOrNull(amount: Pence | undefined): string | null {
  return amount === undefined ? null : plainPounds(amount);
}
