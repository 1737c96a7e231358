import { Hono } from 'hono';
import { moneyByOrganisation, readOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { CheckboxField, FieldGroup, Form, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { payerInput } from '../input.ts';
import { keepPayer } from '../keep-chasing.ts';
import { type PayerRecord, readPayer } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** How an organisation pays: private notes, and what is done where it pays late. */
export function payerPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/organisations/:id/paying', requireVisitor);

  app.get('/organisations/:id/paying', async c => show(ctx, c));

  app.post('/organisations/:id/paying', async c =>
    answerForm(
      c,
      async values => {
        await keepPayer(ctx, visitorOf(c).owner, idOf(c), readInput(payerInput, values));
        return c.redirect(withNotice(`/organisations/${c.req.param('id')}/paying`, 'saved'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, refused?: FormState) {
  const { organisation, payer, money } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    organisation: await readOrganisation(tx, idOf(c)),
    payer: await readPayer(tx, idOf(c)),
    money: (await moneyByOrganisation(tx)).get(idOf(c)),
  }));
  if (!organisation) throw notFound('organisation');
  const path = `/organisations/${showId('organisation', organisation.id)}`;
  const form = refused ?? formOf(payer);
  return showPage(
    c,
    { title: `How ${organisation.name} pays`, lead: 'For your eyes only.' },
    <div class="flex flex-col gap-6">
      <p>
        {money?.averageDaysToPay != null ? (
          <>
            It pays after{' '}
            <a class="link" href={`/invoices?standing=paid&organisation=${showId('organisation', organisation.id)}`}>
              {money.averageDaysToPay} days on average, half of its invoices within {money.medianDaysToPay}
            </a>
            .
          </>
        ) : (
          'It has not paid an invoice yet.'
        )}
      </p>
      <Form action={`${path}/paying`} form={form} submit="Save" cancel={path}>
        <FieldGroup legend="Where it pays late">
          <CheckboxField form={form} name="isChased" label="Send reminders of overdue invoices" />
          <CheckboxField
            form={form}
            name="chargesInterest"
            label="Charge statutory interest and compensation"
            hint="Nothing is charged by itself: you issue an interest invoice where you want one. The Act covers debts between businesses and of public authorities; where your contract has its own remedy for late payment, that one counts."
          />
        </FieldGroup>
        <FieldGroup legend="What it asks of you">
          <TextArea
            form={form}
            name="registrationSteps"
            label="Registering as a supplier"
            hint="Forms, portal, whom to ask"
            required={false}
            rows={3}
          />
          <TextField
            form={form}
            name="orderRule"
            label="Order numbers"
            hint="When one is needed, and from whom"
            required={false}
          />
          <TextField
            form={form}
            name="paymentRun"
            label="Payment run"
            hint="Such as: Thursdays, for what is in by Monday"
            required={false}
          />
        </FieldGroup>
      </Form>
    </div>,
  );
}

function formOf(payer: PayerRecord): FormState {
  return freshForm({
    ...payer,
    isChased: payer.isChased ? 'on' : '',
    chargesInterest: payer.chargesInterest ? 'on' : '',
  });
}

function idOf(c: WebContext): Id<'organisation'> {
  const id = readId('organisation', c.req.param('id') ?? '');
  if (!id) throw notFound('organisation');
  return id;
}
