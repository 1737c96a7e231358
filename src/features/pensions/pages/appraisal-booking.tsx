import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { type AppraisalEntry, appraisalEntries } from '#rules/pension/appraisal-days.ts';
import { readAppraisal } from '../appraisal-days-store.ts';
import { furtherDaysPageInput } from '../input.ts';
import { keepAppraisalDays } from '../keep-appraisal-days.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

const PATH = '/pension/appraisal/:booking';
const FURTHER = ['day2', 'day3', 'day4'] as const;

/** The days of one appraisal, which its Form A then carries. */
export function appraisalPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/appraisal/*', requireVisitor);

  app.get(PATH, async c => showDays(ctx, c, undefined));

  app.post(PATH, async c =>
    answerForm(
      c,
      async values => {
        const id = bookingIn(c);
        await keepAppraisalDays(ctx, visitorOf(c).owner, id, readInput(furtherDaysPageInput, values));
        return c.redirect(withNotice(`/pension/appraisal/${showId('booking', id)}`, 'saved'), 303);
      },
      form => showDays(ctx, c, form),
    ),
  );

  return app;
}

/** https://www.nasgp.org.uk/resource/gp-appraisers-how-the-2026-27-change-ensures-a-fairer-nhs-pension, read 2026-11-23. */
async function showDays(ctx: Ctx, c: WebContext, typed: FormState | undefined) {
  const id = bookingIn(c);
  const appraisal = await asOwner(ctx.db, visitorOf(c).owner, tx => readAppraisal(tx, id));
  if (!appraisal) throw notFound('appraisal');
  const { booking, days } = appraisal;
  const path = `/pension/appraisal/${showId('booking', id)}`;
  const further = Object.fromEntries(FURTHER.map((name, at) => [name, days[at + 1]?.toString() ?? '']));
  const form = typed ?? freshForm(further);
  return showPage(
    c,
    {
      title: 'Days of the appraisal',
      lead: `${booking.organisationName}. From 2026/27 one appraisal has one to three days of service.`,
    },
    <div class="flex flex-col gap-8">
      <Facts
        rows={[
          [
            'First day',
            <a class="link" href={`/bookings/${showId('booking', id)}`}>
              <Day day={booking.workDate} />
            </a>,
          ],
          ['Fee', <Money pence={booking.total.workPence} />],
        ]}
      />
      <Table
        caption="Entries on the forms"
        rows={appraisalEntries(days, booking.total.workPence)}
        columns={[
          { heading: 'First day', lead: true, cell: (entry: AppraisalEntry) => <Day day={entry.run.from} /> },
          { heading: 'Last day', cell: (entry: AppraisalEntry) => <Day day={entry.run.to} /> },
          { heading: 'Fee', figures: true, cell: (entry: AppraisalEntry) => <Money pence={entry.feePence} /> },
        ]}
      />
      <p class="max-w-prose text-muted">
        Days that follow each other are one entry; separate days are entries, and Forms A, of their own and share the
        fee equally. The ten weeks run from the first day of each.
      </p>
      {booking.invoiceId === null ? (
        <Form action={path} form={form} submit="Keep the days">
          <FieldRow>
            {FURTHER.map((name, at) => (
              <DayField form={form} name={name} label={`Day ${at + 2}`} required={false} />
            ))}
          </FieldRow>
        </Form>
      ) : (
        <p>It is on an invoice, so its days stand.</p>
      )}
    </div>,
  );
}

function bookingIn(c: WebContext): Id<'booking'> {
  const id = readId('booking', c.req.param('booking') ?? '');
  if (!id) throw notFound('booking');
  return id;
}
