import { Hono } from 'hono';
import { listOrganisations, type Organisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { DayField, FieldGroup, FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { answerDue, HIRER_SIZE_LABELS, HIRER_SIZES, SMALL_HIRER_WORDS, whoDecides } from '#rules/off-payroll.ts';
import type { Booking } from '../booking.ts';
import {
  EMPLOYMENT_STATUS_LABELS,
  EMPLOYMENT_STATUSES,
  type Engagement,
  PAID_THROUGH,
  PAID_THROUGH_LABELS,
  usualEngagement,
} from '../engagement.ts';
import { engagementInput } from '../engagement-input.ts';
import { readEngagements } from '../engagement-store.ts';
import { keepEngagement } from '../keep-engagement.ts';
import { readBooking } from '../store.ts';
import { idOf } from './booking-pages.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** How a booking is paid: by whom, with what holiday pay, and its status for tax where a company of one's own does the work. */
export function engagementPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/bookings/:id/engagement', async c => show(ctx, c, undefined));

  app.post('/bookings/:id/engagement', async c =>
    answerForm(
      c,
      async values => {
        await keepEngagement(ctx, visitorOf(c).owner, idOf(c), readInput(engagementInput, values));
        return c.redirect(withNotice(`/bookings/${showId('booking', idOf(c))}`, 'saved'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, typedForm: FormState | undefined): Promise<Response> {
  const { booking, engagement, organisations } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const found = await readBooking(tx, idOf(c));
    if (!found) throw notFound('booking');
    const its = (await readEngagements(tx, [found])).get(found.id) ?? usualEngagement(found.billingMode);
    return { booking: found, engagement: its, organisations: await listOrganisations(tx) };
  });
  return showPage(
    c,
    {
      title: 'How it is paid',
      lead: (
        <>
          {booking.organisationName}, <Day day={booking.workDate} />
        </>
      ),
    },
    <>
      {engagement.disagreedOn && (
        <Caution>
          You disagreed on <Day day={engagement.disagreedOn} />. The hirer has to answer by{' '}
          <Day day={answerDue(engagement.disagreedOn)} />.
        </Caution>
      )}
      <EngagementForm
        booking={booking}
        form={typedForm ?? freshForm(valuesOf(engagement))}
        organisations={organisations}
      />
    </>,
  );
}

function EngagementForm(props: { booking: Booking; form: FormState; organisations: readonly Organisation[] }) {
  const { booking, form } = props;
  const path = `/bookings/${showId('booking', booking.id)}`;
  return (
    <Form action={`${path}/engagement`} form={form} submit="Save" cancel={path}>
      <SelectField
        form={form}
        name="paidThrough"
        label="How you are paid"
        options={PAID_THROUGH.map(value => ({ value, label: PAID_THROUGH_LABELS[value] }))}
        hint="What others pay is not invoiced here: enter their payslip instead, and see whether it is right."
      />
      <SelectField
        form={form}
        name="payer"
        label="Agency, umbrella company or employer"
        required={false}
        empty={booking.organisationName}
        options={props.organisations
          .filter(it => it.id !== booking.organisationId)
          .map(it => ({ value: showId('organisation', it.id), label: it.name }))}
        hint={
          <>
            Not in the list?{' '}
            <a class="link" href="/organisations/new">
              Add it to your address book
            </a>
            , as an agency.
          </>
        }
      />
      <FieldRow>
        <SelectField
          form={form}
          name="holiday"
          label="Holiday pay"
          options={[
            { value: 'included', label: 'In the rate' },
            { value: 'on_top', label: 'On top of the rate' },
          ]}
        />
        <TextField
          form={form}
          name="holidayPercent"
          label="Per cent on top"
          required={false}
          inputmode="decimal"
          width="w-28"
          hint="Often 12.07; your contract says"
        />
      </FieldRow>
      <FieldGroup
        legend="Status for tax (IR35)"
        hint="Only where you work through a company of your own. Leave it empty otherwise."
      >
        <SelectField
          form={form}
          name="hirerSize"
          label="Who hires you"
          required={false}
          empty="Not known"
          options={HIRER_SIZES.map(value => ({ value, label: HIRER_SIZE_LABELS[value] }))}
          hint={SMALL_HIRER_WORDS}
        />
        <SelectField
          form={form}
          name="statusDecidedBy"
          label="Who decides"
          required={false}
          empty="Not known"
          options={[
            { value: 'hirer', label: 'The hirer' },
            { value: 'own_company', label: 'My company' },
          ]}
          hint={decideWords(form)}
        />
        <SelectField
          form={form}
          name="status"
          label="Determination"
          required={false}
          empty="Does not apply"
          options={EMPLOYMENT_STATUSES.map(value => ({ value, label: EMPLOYMENT_STATUS_LABELS[value] }))}
        />
        <FieldRow>
          <DayField form={form} name="decidedOn" label="Decided on" required={false} />
          <DayField form={form} name="statementReceivedOn" label="Statement came on" required={false} />
          <DayField form={form} name="disagreedOn" label="I disagreed on" required={false} />
        </FieldRow>
        <p class="text-sm text-muted">
          A hirer who decides has to give you a status determination statement with reasons, and to answer within 45
          days if you disagree.{' '}
          <a class="link" href="https://www.gov.uk/hmrc-internal-manuals/employment-status-manual/esm10015">
            HMRC’s manual
          </a>
        </p>
      </FieldGroup>
    </Form>
  );
}

function decideWords(form: FormState): string {
  const size = HIRER_SIZES.find(it => it === form.values.hirerSize);
  if (!size) return 'A public body of any size and a larger private hirer decide themselves.';
  return whoDecides(size) === 'hirer' ? 'Here the hirer has to decide.' : 'Here your own company decides.';
}

function valuesOf(it: Engagement): FormValues {
  return {
    paidThrough: it.paidThrough,
    payer: it.payerId ? showId('organisation', it.payerId) : '',
    holiday: it.holiday,
    holidayPercent: it.holidayBasisPoints === null ? '' : String(it.holidayBasisPoints / 100),
    hirerSize: it.hirerSize ?? '',
    statusDecidedBy: it.statusDecidedBy ?? '',
    status: it.status ?? '',
    decidedOn: it.decidedOn?.toString() ?? '',
    statementReceivedOn: it.statementReceivedOn?.toString() ?? '',
    disagreedOn: it.disagreedOn?.toString() ?? '',
  };
}
