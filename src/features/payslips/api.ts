import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import {
  type ApiEnv,
  answers,
  apiDoor,
  dayOut,
  idParam,
  jsonBody,
  madeOut,
  momentOut,
  moneyOut,
  pathId,
} from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { netDifference, PAYSLIP_KINDS } from '#rules/payslips/payslip.ts';
import { askPayer } from './ask-payer.ts';
import { payQueryInput, payslipInput } from './input.ts';
import { addPayslip, deletePayslip } from './keep-payslip.ts';
import type { Payslip, Work } from './payslip.ts';
import { readWork } from './read-work.ts';
import { listPayslips } from './store.ts';

const payslipOut = z
  .object({
    id: z.string(),
    payer: z.string(),
    payerName: z.string(),
    kind: z.enum(PAYSLIP_KINDS),
    paidOn: dayOut,
    gross: moneyOut,
    expenses: moneyOut,
    tax: moneyOut,
    ni: moneyOut,
    pension: moneyOut,
    loan: moneyOut,
    other: moneyOut,
    net: moneyOut,
    netDifference: moneyOut.openapi({ description: 'What is paid out less what the boxes come to' }),
  })
  .openapi('Payslip');

const workOut = z
  .object({
    booking: z.string(),
    payer: z.string(),
    payerName: z.string(),
    date: dayOut,
    organisationName: z.string(),
    expected: moneyOut,
    holidayPay: moneyOut.openapi({ description: 'Of what is expected' }),
    paid: moneyOut,
    standing: z.enum(['awaited', 'missing', 'short', 'right', 'over']),
    gap: moneyOut,
    askedAt: momentOut.nullable(),
  })
  .openapi('PayslipWork');

/** Payslips, and the work that they pay or leave out. */
export function payslipsApi(ctx: Needs<'db' | 'clock' | 'queue' | 'site'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/payslips',
      summary: 'List payslips, the latest first',
      responses: answers(200, 'All', z.object({ items: z.array(payslipOut) })),
    }),
    async c => {
      const slips = await asOwner(ctx.db, c.get('caller').owner, tx => listPayslips(tx));
      return c.json({ items: slips.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/payslips',
      summary: 'Keep a payslip, with what of it is for which booking',
      description:
        'An `id` chosen by the caller makes the request safe to send twice. `booking` and `amount` go together.',
      request: jsonBody(payslipInput),
      responses: answers(201, 'Kept', madeOut),
    }),
    async c => {
      const id = await addPayslip(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ id: showId('payslip', id) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/payslips/{id}',
      summary: 'Delete a payslip; what it paid is open again',
      request: { params: idParam },
      responses: answers(200, 'Deleted', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await deletePayslip(ctx, c.get('caller').owner, pathId('payslip', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/payslips/work',
      summary: 'Work that others pay for: paid right, short or missing',
      responses: answers(200, 'In the order of the work', z.object({ items: z.array(workOut) })),
    }),
    async c => {
      const works = await asOwner(ctx.db, c.get('caller').owner, tx => readWork(tx, ctx.clock.today()));
      return c.json({ items: works.map(shownWork) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/payslips/payers/{id}/ask',
      summary: 'Mail a payer about work that was paid short or not at all',
      request: { params: idParam, ...jsonBody(payQueryInput) },
      responses: answers(200, 'On its way', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await askPayer(ctx, c.get('caller').owner, pathId('organisation', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(it: Payslip): z.input<typeof payslipOut> {
  return {
    id: showId('payslip', it.id),
    payer: showId('organisation', it.payerId),
    payerName: it.payerName,
    kind: it.kind,
    paidOn: it.paidOn.toString(),
    gross: plainPounds(it.grossPence),
    expenses: plainPounds(it.expensesPence),
    tax: plainPounds(it.taxPence),
    ni: plainPounds(it.niPence),
    pension: plainPounds(it.pensionPence),
    loan: plainPounds(it.loanPence),
    other: plainPounds(it.otherPence),
    net: plainPounds(it.netPence),
    netDifference: plainPounds(netDifference(it)),
  };
}

function shownWork(it: Work): z.input<typeof workOut> {
  return {
    booking: showId('booking', it.booking.id),
    payer: showId('organisation', it.payerId),
    payerName: it.payerName,
    date: it.booking.workDate.toString(),
    organisationName: it.booking.organisationName,
    expected: plainPounds(it.expected.totalPence),
    holidayPay: plainPounds(it.expected.holidayPence),
    paid: plainPounds(it.paidPence),
    standing: it.standing,
    gap: plainPounds(it.gapPence),
    askedAt: it.askedAt?.toString() ?? null,
  };
}
