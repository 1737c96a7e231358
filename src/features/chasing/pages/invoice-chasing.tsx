import { Hono } from 'hono';
import { findInvoice } from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { type NoticeCode, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { chaseNow } from '../chase-overdue.ts';
import { ChaseList } from '../chasing-log.tsx';
import { standingWords } from '../hold-words.ts';
import { promiseInput } from '../input.ts';
import { interestDue } from '../interest-due.ts';
import { listInterestInvoices } from '../interest-store.ts';
import { pauseChasing, recordPromise } from '../keep-chasing.ts';
import { listLetters } from '../letter-store.ts';
import { type InvoiceHold, listChases, readHold, readPayer } from '../store.ts';
import { type Owed, readUnpaid } from '../unpaid.ts';
import { Interest } from './interest.tsx';
import { type InterestForms, interestPages } from './interest-steps.tsx';
import { letterPages } from './letter-steps.tsx';
import { type LetterForms, Letters } from './letters.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'site' | 'links'>;

interface Forms extends InterestForms, LetterForms {
  readonly chase?: FormState;
  readonly promise?: FormState;
}

/** What is done about one invoice that is not paid: reminders, promises, interest. */
export function invoiceChasingPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/invoices/:id/chasing', requireVisitor);
  app.use('/invoices/:id/chasing/*', requireVisitor);

  app.get('/invoices/:id/chasing', async c => show(ctx, c, {}));

  app.post('/invoices/:id/chasing/now', async c =>
    answerForm(
      c,
      async () => {
        await chaseNow(ctx, visitorOf(c).owner, idOf(c));
        return done(c, 'practice-reminded');
      },
      chase => show(ctx, c, { chase }),
    ),
  );

  for (const [step, paused] of [
    ['pause', true],
    ['resume', false],
  ] as const) {
    app.post(`/invoices/:id/chasing/${step}`, async c => {
      await pauseChasing(ctx, visitorOf(c).owner, idOf(c), paused);
      return done(c, paused ? 'chasing-paused' : 'chasing-resumed');
    });
  }

  app.post('/invoices/:id/chasing/promise', async c =>
    answerForm(
      c,
      async values => {
        await recordPromise(ctx, visitorOf(c).owner, idOf(c), readInput(promiseInput, values).promisedOn);
        return done(c, 'promise-kept');
      },
      promise => show(ctx, c, { promise }),
    ),
  );

  app.post('/invoices/:id/chasing/promise/withdraw', async c => {
    await recordPromise(ctx, visitorOf(c).owner, idOf(c), null);
    return done(c, 'chasing-resumed');
  });

  app.route(
    '/',
    interestPages(ctx, (c, forms) => show(ctx, c, forms)),
  );
  app.route(
    '/',
    letterPages(ctx, (c, forms) => show(ctx, c, forms)),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, forms: Forms) {
  const today = ctx.clock.today();
  const found = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const invoice = await findInvoice(tx, idOf(c), today);
    if (!invoice || invoice.number === null) throw notFound('invoice');
    return {
      invoice,
      owed: (await readUnpaid(ctx, tx, invoice.organisationId)).find(it => it.invoice.id === invoice.id),
      hold: await readHold(tx, invoice.id),
      chases: await listChases(tx, invoice.id),
      payer: await readPayer(tx, invoice.organisationId),
      due: await interestDue(ctx, tx, invoice),
      issued: await listInterestInvoices(tx, invoice.id),
      letters: await listLetters(tx, invoice.id),
    };
  });
  const { invoice, owed, hold } = found;
  const path = pathOf(invoice.id);
  return showPage(
    c,
    {
      title: `Late payment of ${invoice.number}`,
      lead: invoice.organisationName,
      action: (
        <a class="btn min-h-11" href={path}>
          Invoice {invoice.number}
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      <Facts
        rows={[
          ['Due', invoice.dueDate && <Day day={invoice.dueDate} />],
          ['Outstanding', <Money pence={invoice.outstandingPence} href={path} />],
          ['Reminders', owed ? standingWords(owed, today) : 'Nothing is to be paid any more'],
        ]}
      />
      <section aria-labelledby="reminders">
        <h2 id="reminders" class="mb-3 text-lg font-medium">
          Reminders
        </h2>
        <ChaseList chases={found.chases} />
        {owed && <Steps path={path} owed={owed} hold={hold} form={forms.chase} today={today} />}
      </section>
      {owed && <PromisedDay path={path} hold={hold} form={forms.promise} />}
      <Interest path={path} {...found} today={today} forms={forms} />
      <Letters path={path} {...found} today={today} forms={forms} />
    </div>,
  );
}

function Steps(props: {
  path: string;
  owed: Owed;
  hold: InvoiceHold;
  form: FormState | undefined;
  today: Temporal.PlainDate;
}) {
  const { path, hold } = props;
  const isLate = Temporal.PlainDate.compare(props.owed.invoice.dueDate, props.today) < 0;
  return (
    <div class="mt-4 flex flex-wrap items-start gap-3">
      {isLate && <Form action={`${path}/chasing/now`} form={props.form ?? freshForm()} submit="Send a reminder now" />}
      <form method="post" action={`${path}/chasing/${hold.pausedAt ? 'resume' : 'pause'}`}>
        <button type="submit" class="btn min-h-11">
          {hold.pausedAt ? 'Let reminders go on' : 'Pause the reminders'}
        </button>
      </form>
    </div>
  );
}

function PromisedDay({ path, hold, form }: { path: string; hold: InvoiceHold; form: FormState | undefined }) {
  const shown = form ?? freshForm({ promisedOn: hold.promisedOn?.toString() ?? '' });
  return (
    <section aria-labelledby="promise">
      <h2 id="promise" class="mb-3 text-lg font-medium">
        “We pay on …”
      </h2>
      <p class="mb-3 text-muted">Reminders wait until that day is over, and then go on.</p>
      <Form action={`${path}/chasing/promise`} form={shown} submit="Keep the promise" tone="neutral">
        <FieldRow>
          <DayField form={shown} name="promisedOn" label="They pay on" />
        </FieldRow>
      </Form>
      {hold.promisedOn && (
        <form method="post" action={`${path}/chasing/promise/withdraw`} class="mt-3">
          <button type="submit" class="btn btn-ghost min-h-11">
            There is no promise
          </button>
        </form>
      )}
    </section>
  );
}

function done(c: WebContext, notice: NoticeCode): Response {
  return c.redirect(withNotice(`${pathOf(idOf(c))}/chasing`, notice), 303);
}

function idOf(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function pathOf(id: Id<'invoice'>): string {
  return `/invoices/${showId('invoice', id)}`;
}
