import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, inScope, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { type NoticeCode, withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId } from '#rules/ids.ts';
import { interestInput, interestPaidInput } from '../input.ts';
import { listInterestInvoices } from '../interest-store.ts';
import { issueInterestInvoice } from '../issue-interest.ts';
import { recordInterestPaid, waiveInterest, waiveInterestInvoice } from '../settle-interest.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'site' | 'links'>;

/** Forms about interest that were refused. */
export interface InterestForms {
  readonly issue?: FormState;
  /** Its scope is the shown id of the interest invoice. */
  readonly interest?: FormState;
}

/** The steps of interest. `show` shows the invoice's page of late payment with a refused form. */
export function interestPages(
  ctx: Ctx,
  show: (c: WebContext, forms: InterestForms) => Response | Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.post('/invoices/:id/chasing/interest', async c =>
    answerForm(
      c,
      async values => {
        await issueInterestInvoice(ctx, visitorOf(c).owner, invoiceIn(c), readInput(interestInput, values).id);
        return done(c, 'interest-issued');
      },
      issue => show(c, { issue }),
    ),
  );

  for (const [step, waived] of [
    ['waive', true],
    ['unwaive', false],
  ] as const) {
    app.post(`/invoices/:id/chasing/interest/${step}`, async c => {
      await waiveInterest(ctx, visitorOf(c).owner, invoiceIn(c), waived);
      return done(c, waived ? 'interest-waived' : 'saved');
    });
  }

  app.get('/invoices/:id/chasing/interest/:interest/pdf', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const found = (await listInterestInvoices(tx, invoiceIn(c))).find(it => it.id === interestIn(c));
      if (!found) throw notFound('interest invoice');
      return readStoredFile(ctx, tx, found.fileId);
    });
    return c.body(Uint8Array.from(file.bytes), 200, {
      'Content-Type': file.contentType,
      'Content-Disposition': `inline; filename="${file.name}"`,
    });
  });

  app.post('/invoices/:id/chasing/interest/:interest/paid', async c =>
    answerForm(
      c,
      async values => {
        const { paidOn } = readInput(interestPaidInput, values);
        await recordInterestPaid(ctx, visitorOf(c).owner, invoiceIn(c), interestIn(c), paidOn);
        return done(c, 'payment-recorded');
      },
      form => show(c, { interest: inScope(c.req.param('interest'), form) }),
    ),
  );

  app.post('/invoices/:id/chasing/interest/:interest/waive', async c =>
    answerForm(
      c,
      async () => {
        await waiveInterestInvoice(ctx, visitorOf(c).owner, invoiceIn(c), interestIn(c));
        return done(c, 'interest-waived');
      },
      form => show(c, { interest: inScope(c.req.param('interest'), form) }),
    ),
  );

  return app;
}

function done(c: WebContext, notice: NoticeCode): Response {
  return c.redirect(withNotice(`/invoices/${c.req.param('id')}/chasing`, notice), 303);
}

function invoiceIn(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function interestIn(c: WebContext): Id<'interestInvoice'> {
  const id = readId('interestInvoice', c.req.param('interest') ?? '');
  if (!id) throw notFound('interest invoice');
  return id;
}
