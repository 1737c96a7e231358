import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { moneyByOrganisation, readOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, idParam, jsonBody, madeOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { payerInput, settingsInput } from './input.ts';
import { keepPayer, keepSettings, pauseChasing, recordPromise } from './keep-chasing.ts';
import { waiveInterest } from './settle-interest.ts';
import { readPayer, readSettings } from './store.ts';

const settingsOut = z
  .object({ isOn: z.boolean(), days: z.array(z.number().int()).openapi({ description: 'After the due day' }) })
  .openapi('ChasingSettings');

const payerOut = z
  .object({
    isChased: z.boolean(),
    chargesInterest: z.boolean(),
    registrationSteps: z.string(),
    orderRule: z.string(),
    paymentRun: z.string(),
    paysAfterDays: z.number().int().nullable().openapi({ description: 'On average, from issue to payment' }),
  })
  .openapi('PayerRecord');

/** The schedule of reminders, how organisations pay, and what holds reminders and interest of one invoice back. */
export function chasingSettingsApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/chasing-settings',
      summary: 'The schedule of reminders',
      responses: answers(200, 'It', settingsOut),
    }),
    async c => {
      const { isOn, days } = await asOwner(ctx.db, c.get('caller').owner, readSettings);
      return c.json({ isOn, days: [...days] }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/chasing-settings',
      summary: 'Keep the schedule of reminders',
      request: jsonBody(settingsInput),
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      await keepSettings(ctx, owner, c.req.valid('json'));
      return c.json({ id: showId('account', owner.accountId) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/organisations/{id}/payer',
      summary: 'How an organisation pays, and what is done where it pays late',
      request: { params: idParam },
      responses: answers(200, 'It', payerOut),
    }),
    async c => {
      const id = pathId('organisation', c.req.valid('param').id);
      const payer = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        if (!(await readOrganisation(tx, id))) throw notFound('organisation');
        const money = (await moneyByOrganisation(tx)).get(id);
        return {
          ...(await readPayer(tx, id)),
          paysAfterDays: money?.averageDaysToPay ?? null,
        };
      });
      return c.json(payer, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/organisations/{id}/payer',
      summary: 'Keep how an organisation pays',
      request: { params: idParam, ...jsonBody(payerInput) },
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await keepPayer(ctx, c.get('caller').owner, pathId('organisation', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  for (const [path, summary, step] of [
    ['chasing/pause', 'Stop the reminders of an invoice', { paused: true }],
    ['chasing/resume', 'Let the reminders of an invoice go on', { paused: false }],
    ['promise/withdraw', 'Take back a recorded promise', { promise: null }],
    ['interest/waive', 'Give up interest and compensation on an invoice', { waived: true }],
    ['interest/unwaive', 'Charge interest on an invoice after all', { waived: false }],
  ] as const) {
    app.openapi(
      createRoute({
        method: 'post',
        path: `/invoices/{id}/${path}`,
        summary,
        request: { params: idParam },
        responses: answers(200, 'Done', madeOut),
      }),
      async c => {
        const { id } = c.req.valid('param');
        const [invoice, { owner }] = [pathId('invoice', id), c.get('caller')];
        if ('paused' in step) await pauseChasing(ctx, owner, invoice, step.paused);
        else if ('waived' in step) await waiveInterest(ctx, owner, invoice, step.waived);
        else await recordPromise(ctx, owner, invoice, step.promise);
        return c.json({ id }, 200);
      },
    );
  }
  return app;
}
