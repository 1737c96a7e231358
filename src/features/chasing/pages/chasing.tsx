import { Hono } from 'hono';
import { moneyByOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { CheckboxField, Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { debtAge } from '#rules/debt-age.ts';
import { formatPounds, sumPence } from '#rules/money.ts';
import { settingsInput } from '../input.ts';
import { keepSettings } from '../keep-chasing.ts';
import { type ChasingSettings, readSettings } from '../store.ts';
import { type Owed, readUnpaid } from '../unpaid.ts';
import { AgedDebt, OwedRows } from './aged-debt.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

const PATH = '/invoices/chasing';

/** Who owes how much for how long, what is being done about it, and the schedule of reminders. */
export function chasingPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(PATH, requireVisitor);

  app.get(PATH, async c => show(ctx, c));

  app.post(PATH, async c =>
    answerForm(
      c,
      async values => {
        await keepSettings(ctx, visitorOf(c).owner, readInput(settingsInput, values));
        return c.redirect(withNotice(PATH, 'saved'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, form?: FormState) {
  const today = ctx.clock.today();
  const { unpaid, settings, money } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    unpaid: await readUnpaid(ctx, tx),
    settings: await readSettings(tx),
    money: await moneyByOrganisation(tx),
  }));
  return showPage(
    c,
    { title: 'Who owes you', lead: leadOf(unpaid, today), wide: true },
    <div class="flex flex-col gap-10">
      {unpaid.length === 0 ? (
        <EmptyState title="Nobody owes you anything">
          Unpaid invoices stand here by their age, with what is being done about each. Those that are late are chased by
          mail, with the invoice attached.
        </EmptyState>
      ) : (
        <>
          <AgedDebt unpaid={unpaid} today={today} money={money} />
          <OwedRows
            unpaid={unpaid}
            today={today}
            filter={{
              age: c.req.query('age') ?? '',
              organisation: c.req.query('organisation') ?? '',
              hold: c.req.query('hold') ?? '',
            }}
          />
        </>
      )}
      <Schedule form={form ?? formOf(settings)} />
    </div>,
  );
}

function Schedule({ form }: { form: FormState }) {
  return (
    <section aria-labelledby="schedule" class="max-w-2xl">
      <h2 id="schedule" class="mb-3 text-lg font-medium">
        Reminders
      </h2>
      <p class="mb-3 text-muted">
        One mail to each organisation, with all its overdue invoices and their papers, and never two within 72 hours.
        They stop where it says that it has paid or that something is not right, where you were promised a day, and
        where you pause them on the invoice or switch them off for the organisation. Invoices that you handed over
        yourself are chased only when you say so.
      </p>
      <Form action={PATH} form={form} submit="Save the schedule" tone="neutral">
        <CheckboxField form={form} name="isOn" label="Chase overdue invoices by mail" />
        <TextField
          form={form}
          name="days"
          label="Days after the due day"
          hint="Such as 1, 14, 21, 28"
          width="w-64"
          inputmode="text"
        />
      </Form>
    </section>
  );
}

function formOf({ isOn, days }: ChasingSettings): FormState {
  return freshForm({ isOn: isOn ? 'on' : '', days: days.join(', ') });
}

function leadOf(unpaid: readonly Owed[], today: Temporal.PlainDate): string {
  const late = unpaid.filter(it => debtAge(it.invoice.dueDate, today) !== 'not_due');
  const sum = (owed: readonly Owed[]) => formatPounds(sumPence(owed.map(it => it.invoice.outstandingPence)));
  return `${sum(unpaid)} to come, of which ${sum(late)} overdue`;
}
