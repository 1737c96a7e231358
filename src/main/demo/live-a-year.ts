import { type SetClock, setClock } from '#adapters/clock/set-clock.ts';
import { billDelivered } from '#features/billing/index.ts';
import { billable, bookingInput, cancelBooking, createBooking, deliverAllPast } from '#features/bookings/index.ts';
import { addExpense, expenseInput } from '#features/expenses/index.ts';
import { listInvoices } from '#features/invoices/index.ts';
import { addOrganisation, organisationInput } from '#features/organisations/index.ts';
import { recordPayment } from '#features/payments/index.ts';
import {
  billingInput,
  changeBilling,
  changePension,
  changePersonal,
  changeProfessional,
  pensionInput,
  personalInput,
  professionalInput,
} from '#features/profile/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { startOfDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { pence, sumPence } from '#rules/money.ts';
import { beAsked } from './be-asked.ts';
import { beEmployed } from './be-employed.ts';
import type { DemoPerson, DemoPlace } from './cast.ts';
import { lookAhead } from './look-ahead.ts';
import { joinARota, sendForms } from './pension-papers.ts';
import { spend } from './spend.ts';

/** How much of a year before today is lived, and how far ahead is booked. */
const DAYS_BEFORE = 365;
const DAYS_AHEAD = 45;

type DemoContext = Context & { readonly clock: SetClock };

/**
 * Lets a member of the cast live through the year before today by the same verbs that people use: bookings are made ahead, worked,
 * invoiced at each month's end, paid late or in time, pensioned. What belongs to the last weeks is left to be done. No mail leaves.
 */
export async function liveAYear(ctx: Context, owner: Owner, person: DemoPerson): Promise<void> {
  const today = ctx.clock.today();
  const first = today.subtract({ days: DAYS_BEFORE });
  const then: DemoContext = { ...ctx, clock: setClock(morningOf(first)), queue: { enqueue: async () => {} } };
  await fillProfile(then, owner, person);
  const places = await addPlaces(then, owner, person);
  for (let day = first; Temporal.PlainDate.compare(day, today) < 0; day = day.add({ days: 1 })) {
    then.clock.set(morningOf(day));
    if (day.day === 1 || day.equals(first)) await bookMonth(then, owner, places, day, first);
    await payments(then, owner, places);
    if (day.day === 5) await sendForms(then, owner);
    if (isMonthEnd(day) && today.since(day).days > 6) await endOfMonth(then, owner, places);
    if (day.day === 12) await expenses(then, owner, day);
  }
  then.clock.set(morningOf(today));
  await bookMonth(then, owner, places, today.with({ day: 1 }).add({ months: 1 }), first);
  if (person.profession === 'gp') await joinARota(then, owner, today);
  if (person.profession === 'gp') await beEmployed(then, owner, today);
  await beAsked(then, owner, person);
  await lookAhead(then, owner, places);
  await spend(then, owner);
  await markMailsSent(ctx, owner);
}

type Placed = DemoPlace & { readonly id: Id<'organisation'> };

async function fillProfile(ctx: DemoContext, owner: Owner, person: DemoPerson): Promise<void> {
  const none = new Set<string>();
  await changePersonal(
    ctx,
    owner,
    personalInput.parse({
      addressLines: person.addressLines,
      postcode: person.postcode,
      nation: person.places[0]?.nation,
      phone: '0113 496 0000',
    }),
  );
  await changeProfessional(
    ctx,
    owner,
    professionalInput.parse({
      profession: person.profession,
      registrationNumber: person.registration,
      clinicalSystems: 'EMIS, SystmOne',
    }),
    none,
  );
  await changeBilling(
    ctx,
    owner,
    billingInput.parse({
      tradingAs: 'sole_trader',
      bankName: 'Northern Bank',
      accountName: `${person.firstName} ${person.lastName}`,
      sortCode: '200915',
      accountNumber: '41011166',
    }),
    none,
  );
  if (person.profession !== 'gp') return;
  await changePension(
    ctx,
    owner,
    pensionInput.parse({
      niNumber: 'AB123456C',
      pensionNumber: '12345678',
      dateOfBirth: '1984-03-09',
      hostCode: 'Q72',
    }),
    none,
  );
}

async function addPlaces(ctx: DemoContext, owner: Owner, person: DemoPerson): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const place of person.places) {
    const input = organisationInput.parse({
      name: place.name,
      kind: place.kind,
      nation: place.nation,
      addressLines: place.addressLines,
      postcode: place.postcode,
      odsCode: place.odsCode,
      bookingContactName: place.contact,
      bookingContactEmail: place.email,
      financeContactName: place.contact,
      financeContactEmail: place.email,
      rateKind: place.rateKind,
      rate: place.rate,
      miles: place.miles,
      ...(place.pensionable ? { pensionable: 'on' } : {}),
    });
    placed.push({ ...place, id: await addOrganisation(ctx, owner, input) });
  }
  return placed;
}

/** The month's work at every place, and now and then a cancellation by the practice. Two weeks of August and Christmas week are free. */
async function bookMonth(
  ctx: DemoContext,
  owner: Owner,
  places: readonly Placed[],
  from: Temporal.PlainDate,
  start: Temporal.PlainDate,
): Promise<void> {
  const end = from.with({ day: 1 }).add({ months: 1 });
  const limit = ctx.clock.today().add({ days: DAYS_AHEAD });
  for (
    let day = from;
    Temporal.PlainDate.compare(day, end) < 0 && Temporal.PlainDate.compare(day, limit) < 0;
    day = day.add({ days: 1 })
  ) {
    if (isHoliday(day)) continue;
    const week = Math.floor(start.until(day, { largestUnit: 'day' }).days / 7);
    for (const place of places) {
      if (!place.weekdays.includes(day.dayOfWeek) || (place.everyOther && week % 2 === 1)) continue;
      const id = await createBooking(
        ctx,
        owner,
        bookingInput.parse({
          organisation: showId('organisation', place.id),
          workType: place.workType,
          date: day.toString(),
          start: place.start,
          end: place.end,
          billingMode: 'self_invoiced',
          rateKind: place.rateKind,
          rate: place.rate,
          miles: place.miles,
          ...(place.pensionable ? { pensionable: 'on' } : {}),
        }),
      );
      // about one in thirty is cancelled by the practice, with short notice
      if ((day.dayOfYear * 7 + place.name.length) % 31 === 0)
        await cancelBooking(ctx, owner, id, {
          by: 'organisation',
          reason: 'The partner came back early',
          waive: false,
        });
    }
  }
}

/** What was worked is marked and billed, practice by practice. */
async function endOfMonth(ctx: DemoContext, owner: Owner, places: readonly Placed[]): Promise<void> {
  await deliverAllPast(ctx, owner);
  for (const place of places) {
    const bookings = await asOwner(ctx.db, owner, tx => billable(tx, place.id));
    if (bookings.length > 0)
      await billDelivered(ctx, owner, {
        organisation: place.id,
        bookings: bookings.map(it => it.id),
        purchaseOrder: null,
        notes: null,
      });
  }
}

/** Each practice pays after its own habit; one invoice in nine is forgotten until somebody asks, or paid in two parts. */
async function payments(ctx: DemoContext, owner: Owner, places: readonly Placed[]): Promise<void> {
  const today = ctx.clock.today();
  const open = await asOwner(ctx.db, owner, tx => listInvoices(tx, { standing: 'unpaid', limit: 50 }, today));
  for (const invoice of open) {
    const habit = places.find(place => place.id === invoice.organisationId)?.paysAfter ?? 30;
    const age = invoice.issueDate ? invoice.issueDate.until(today, { largestUnit: 'day' }).days : 0;
    const number = Number(invoice.number?.replace(/\D/g, '') ?? 0);
    const late = number % 9 === 0 ? 45 : 0;
    if (number % 7 === 0 && age === habit - 5 && invoice.paidPence === 0) {
      await recordPayment(ctx, owner, invoice.id, {
        receivedOn: today,
        amount: sumPence([invoice.workPence]),
        note: 'without the pension part',
      });
    } else if (number % 11 === 4 && age >= habit) {
      // one that rounds up; what is above is kept for the next
      const amount = sumPence([invoice.outstandingPence, pence(25_00)]);
      await recordPayment(ctx, owner, invoice.id, { receivedOn: today, amount, note: null, keepRest: true });
    } else if (age >= habit + late) {
      await recordPayment(ctx, owner, invoice.id, { receivedOn: today, amount: invoice.outstandingPence, note: null });
    }
  }
}

async function expenses(ctx: DemoContext, owner: Owner, day: Temporal.PlainDate): Promise<void> {
  const costs = [
    {
      category: 'adminCosts',
      description: 'Mobile phone',
      amount: '18.00',
      months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    },
    { category: 'professionalFees', description: 'Indemnity, quarter', amount: '1240.00', months: [1, 4, 7, 10] },
    { category: 'professionalFees', description: 'Registration, yearly', amount: '463.00', months: [8] },
    { category: 'otherExpenses', description: 'Basic life support course', amount: '95.00', months: [3] },
    { category: 'adminCosts', description: 'Printer paper and ink', amount: '41.37', months: [2, 9] },
  ];
  for (const { months, ...cost } of costs.filter(it => it.months.includes(day.month))) {
    await addExpense(ctx, owner, expenseInput.parse({ ...cost, spentOn: day.toString() }));
  }
}

/** The letters of the year stand in the outbox as sent; nobody gets them. */
async function markMailsSent(ctx: Context, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, tx =>
    tx.db
      .updateTable('mails')
      .set(({ ref }) => ({ state: 'sent', provider: 'demo', sent_at: ref('created_at') }))
      .where('account_id', '=', tx.accountId)
      .where('kind', '=', 'invoice')
      .execute(),
  );
}

function morningOf(day: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(day).add({ hours: 8 });
}

function isMonthEnd(day: Temporal.PlainDate): boolean {
  return day.day === day.daysInMonth;
}

function isHoliday(day: Temporal.PlainDate): boolean {
  return (
    (day.month === 8 && day.day > 9 && day.day < 24) ||
    (day.month === 12 && day.day > 23) ||
    (day.month === 1 && day.day === 1)
  );
}
