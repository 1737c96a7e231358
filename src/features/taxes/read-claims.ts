import { homeMonths } from '#features/expenses/index.ts';
import { readMileageYear } from '#features/mileage/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { type TaxYear, taxYearDays, taxYearsOf } from '#rules/tax-year.ts';
import { type Days, type ExpenseRow, isIn } from './books.ts';

/** What is claimed without having been spent as such: miles at flat rates, on the day of the trip, and work at home, on the last day of its month. */
export async function readClaims(tx: OwnedTransaction, days: Days): Promise<ExpenseRow[]> {
  const rows: ExpenseRow[] = [];
  for (const year of taxYearsOf(days)) rows.push(...(await readMiles(tx, year)), ...(await readHome(tx, year)));
  return rows.filter(it => isIn(days, it.on));
}

/** A tax year's trips whole: its limit of miles runs from the first to the last. */
async function readMiles(tx: OwnedTransaction, year: TaxYear): Promise<ExpenseRow[]> {
  const { claim } = await readMileageYear(tx, year, taxYearDays(year).last);
  if (!claim.ok) return [];
  return claim.trips
    .filter(it => it.claimPence !== 0)
    .map(({ trip, claimPence }) => ({
      on: trip.madeOn,
      what: `${trip.milesTenths / 10} miles, ${trip.from} to ${trip.to}`,
      href: `/mileage/${showId('trip', trip.id)}`,
      pence: claimPence,
      category: 'carVanTravelExpenses',
    }));
}

async function readHome(tx: OwnedTransaction, year: TaxYear): Promise<ExpenseRow[]> {
  return (await homeMonths(tx, year)).map(({ month, claimPence }) => ({
    on: month.toPlainDate({ day: month.daysInMonth }),
    what: 'Work at home',
    href: `/expenses/home?year=${year}`,
    pence: claimPence,
    category: 'premisesRunningCosts',
  }));
}
