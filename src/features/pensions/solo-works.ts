import { type Booking, listBookingsBetween } from '#features/bookings/index.ts';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { startOfDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays } from '#rules/tax-year.ts';
import { listOnFormA } from './pensioned-lines.ts';
import { listPostPay, listPosts, type Post, type PostPay } from './posts-store.ts';
import type { SoloMonth, SoloProviderYear } from './solo-content.ts';

/** A provider's SOLO work of a scheme year, booked here or only told. */
export interface SoloYearOfProvider extends SoloProviderYear {
  /** Undefined where its work is not booked here. */
  readonly organisationId: Id<'organisation'> | undefined;
  /** By what it is named to people and the API: `org_…` where its work is booked here, else `pst_…`. */
  readonly shownId: string;
  readonly bookings: readonly Booking[];
}

/**
 * The SOLO work of a scheme year by provider and month of work: bookings that were worked and are pensioned by SOLO, and the pay of
 * SOLO posts. Fee and extra work are pensionable in full, mileage and expenses never (PCSE's SOLO page, medium; read 2026-11-23). Where the
 * provider told a month's pay, that is the month's figure: it is what was pensioned.
 */
export async function readSoloYear(
  tx: OwnedTransaction,
  scheme: PensionScheme,
  year: SchemeYear,
): Promise<SoloYearOfProvider[]> {
  return providersOf(tx, scheme, await readSoloWork(tx, year));
}

/** The same of every scheme in which there was any. */
export async function readSoloYears(
  tx: OwnedTransaction,
  year: SchemeYear,
): Promise<{ readonly scheme: PensionScheme; readonly providers: readonly SoloYearOfProvider[] }[]> {
  const work = await readSoloWork(tx, year);
  const schemes = new Set([
    ...work.bookings.map(booking => schemeOf(booking.organisationNation)),
    ...work.posts.map(post => post.scheme),
  ]);
  const all = [];
  for (const scheme of [...schemes].toSorted()) all.push({ scheme, providers: await providersOf(tx, scheme, work) });
  return all;
}

interface SoloWork {
  readonly bookings: readonly Booking[];
  readonly posts: readonly Post[];
  readonly pay: readonly PostPay[];
}

async function readSoloWork(tx: OwnedTransaction, year: SchemeYear): Promise<SoloWork> {
  const { first, last } = schemeYearDays(year);
  const worked = await listBookingsBetween(tx, startOfDay(first), startOfDay(last.add({ days: 1 })));
  const onForms = await listOnFormA(tx);
  return {
    // what was billed with a Form A that stands is pensioned by that, whatever other posts came later
    bookings: worked.filter(booking => isSolo(booking, year) && !onForms.get(booking.id)),
    posts: (await listPosts(tx)).filter(post => post.kind === 'solo'),
    pay: await listPostPay(tx, year),
  };
}

async function providersOf(tx: OwnedTransaction, scheme: PensionScheme, work: SoloWork): Promise<SoloYearOfProvider[]> {
  const bookings = work.bookings.filter(booking => schemeOf(booking.organisationNation) === scheme);
  const posts = work.posts.filter(post => post.scheme === scheme);
  const booked: SoloYearOfProvider[] = [];
  for (const [id, its] of Map.groupBy(bookings, booking => booking.organisationId)) {
    const own = posts.filter(post => post.organisationId === id);
    booked.push(providerOf(await readOrganisation(tx, id), its, own, work.pay));
  }
  const told = posts
    .filter(post => !bookings.some(booking => booking.organisationId === post.organisationId))
    .map(post => providerOf(undefined, [], [post], work.pay));
  return [...booked, ...told]
    .filter(provider => provider.months.length > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** By what a provider is known in a year: its organisation where it is booked here, else its name. */
export function providerKey(organisationId: Id<'organisation'> | null | undefined, name: string): string {
  return `solo-${organisationId ?? name}`;
}

/** Pay of a month by what is booked here. */
export function bookedPay(bookings: readonly Booking[], month: PensionMonth): Pence {
  return sumPence(bookings.filter(it => pensionMonthOf(it.workDate) === month).map(booking => booking.total.workPence));
}

const WORKED: readonly Booking['state'][] = ['delivered', 'invoiced', 'paid'];

/** The days on which the year begins and ends are those of the work, not the clock's. */
function isSolo(booking: Booking, year: SchemeYear): boolean {
  const { first, last } = schemeYearDays(year);
  const { compare } = Temporal.PlainDate;
  return (
    booking.pensionRoute === 'solo' &&
    WORKED.includes(booking.state) &&
    compare(booking.workDate, first) >= 0 &&
    compare(booking.workDate, last) <= 0
  );
}

function providerOf(
  organisation: Organisation | undefined,
  bookings: readonly Booking[],
  posts: readonly Post[],
  pay: readonly PostPay[],
): SoloYearOfProvider {
  const told = pay.filter(it => posts.some(post => post.id === it.postId));
  const names = new Set([...bookings.map(it => pensionMonthOf(it.workDate)), ...told.map(it => it.month)]);
  const months = [...names].toSorted().map(month => monthOf(month, bookings, told));
  const organisationId = bookings[0]?.organisationId ?? posts[0]?.organisationId ?? undefined;
  return {
    organisationId,
    shownId: organisationId ? showId('organisation', organisationId) : posts[0] ? showId('post', posts[0].id) : '',
    name: bookings[0]?.organisationName ?? posts[0]?.employer ?? '',
    ...(organisation?.odsCode ? { code: organisation.odsCode } : {}),
    bookings,
    months,
    pensionablePence: sumPence(months.map(month => month.pensionablePence)),
    contributedPence: sumKnown(months.map(month => month.contributedPence)),
  };
}

function monthOf(month: PensionMonth, bookings: readonly Booking[], told: readonly PostPay[]): SoloMonth {
  const works = bookings.filter(it => pensionMonthOf(it.workDate) === month).length;
  const its = told.filter(it => it.month === month);
  if (its.length === 0)
    return { month, works, pensionablePence: bookedPay(bookings, month), contributedPence: undefined, by: 'bookings' };
  return {
    month,
    works,
    pensionablePence: sumPence(its.map(it => it.pensionablePence)),
    contributedPence: sumKnown(its.map(it => it.contributedPence ?? undefined)),
    by: 'provider',
  };
}

/** The sum where all are known; undefined where one is not. */
export function sumKnown(amounts: readonly (Pence | undefined)[]): Pence | undefined {
  const known = amounts.filter(amount => amount !== undefined);
  return known.length === amounts.length ? sumPence(known) : undefined;
}
