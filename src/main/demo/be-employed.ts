import type { SetClock } from '#adapters/clock/set-clock.ts';
import {
  bookingInput,
  createBooking,
  deliverAllPast,
  engagementInput,
  keepEngagement,
} from '#features/bookings/index.ts';
import { addOrganisation, organisationInput } from '#features/organisations/index.ts';
import { addPayslip, payslipInput } from '#features/payslips/index.ts';
import type { Owner } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { type Id, showId } from '#rules/ids.ts';

type DemoContext = Context & { readonly clock: SetClock };

/**
 * Four Saturdays in an urgent treatment centre: two through an agency, of which one is paid right and one without its holiday pay, one
 * through an umbrella company, and one for which no payslip has come.
 */
export async function beEmployed(ctx: DemoContext, owner: Owner, today: Temporal.PlainDate): Promise<void> {
  const add = (name: string, kind: string, email: string) =>
    addOrganisation(
      ctx,
      owner,
      organisationInput.parse({
        name,
        kind,
        nation: 'england',
        addressLines: '1 Station Road\nKeighley',
        postcode: 'BD21 4LP',
        financeContactName: 'Payroll',
        financeContactEmail: email,
      }),
    );
  const [centre, agency, umbrella] = [
    await add('Aire Urgent Treatment Centre', 'hospital_trust', 'office@aire-utc.demo.example'),
    await add('Swift Medical Agency', 'agency', 'payroll@swift.demo.example'),
    await add('Canopy Umbrella', 'other', 'payroll@canopy.demo.example'),
  ];
  const saturday = today.subtract({ days: 14 + ((today.dayOfWeek + 1) % 7) });
  const days = [21, 14, 7, 0].map(back => saturday.subtract({ days: back }));
  const ids: Id<'booking'>[] = [];
  for (const [at, day] of days.entries()) {
    const id = await bookAt(ctx, owner, centre, day);
    const through =
      at === 2
        ? { paidThrough: 'umbrella', payer: showId('organisation', umbrella) }
        : {
            paidThrough: 'agency_paye',
            payer: showId('organisation', agency),
            holiday: 'on_top',
            holidayPercent: '12.07',
          };
    await keepEngagement(ctx, owner, id, engagementInput.parse(through));
    await deliverAllPast(ctx, owner, [id]);
    ids.push(id);
  }
  const [first, second, third] = ids;
  if (!first || !second || !third) return;
  const slip = (payer: Id<'organisation'>, paidOn: Temporal.PlainDate, fields: Record<string, unknown>) =>
    addPayslip(
      ctx,
      owner,
      payslipInput.parse({
        payer: showId('organisation', payer),
        paidOn: paidOn.toString(),
        period: 'week',
        ...fields,
      }),
    );
  // six hours at £90.00; with 12.07% holiday pay £605.18
  await slip(agency, saturday.subtract({ days: 15 }), {
    kind: 'paye',
    gross: '605.18',
    tax: '121.00',
    ni: '29.05',
    booking: [showId('booking', first)],
    amount: ['605.18'],
  });
  await slip(agency, saturday.subtract({ days: 8 }), {
    kind: 'paye',
    gross: '540.00',
    tax: '108.00',
    ni: '23.84',
    booking: [showId('booking', second)],
    amount: ['540.00'],
  });
  await slip(umbrella, saturday.subtract({ days: 1 }), {
    kind: 'umbrella',
    gross: '450.72',
    tax: '90.00',
    ni: '16.70',
    assignment: '540.00',
    margin: '25.00',
    employerNi: '62.03',
    levy: '2.25',
    booking: [showId('booking', third)],
    amount: ['540.00'],
  });
}

async function bookAt(
  ctx: DemoContext,
  owner: Owner,
  organisation: Id<'organisation'>,
  day: Temporal.PlainDate,
): Promise<Id<'booking'>> {
  return createBooking(
    ctx,
    owner,
    bookingInput.parse({
      organisation: showId('organisation', organisation),
      workType: 'other',
      date: day.toString(),
      start: '10:00',
      end: '16:00',
      billingMode: 'agency',
      rateKind: 'hourly',
      rate: '90.00',
    }),
  );
}
