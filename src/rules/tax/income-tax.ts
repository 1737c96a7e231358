import { lessPence, type Pence, pence, proportion, sumPence, ZERO } from '../money.ts';
import type { TaxBand, TaxRegion, TaxTable } from './tax-tables.ts';

interface BandOfTax {
  readonly name: string;
  readonly basisPoints: number;
  /** How much of the income lies in the band. */
  readonly incomePence: Pence;
  readonly taxPence: Pence;
}

export interface IncomeTax {
  readonly allowancePence: Pence;
  readonly taxablePence: Pence;
  readonly bands: readonly BandOfTax[];
  /** The sum of the bands. */
  readonly taxPence: Pence;
}

/**
 * Income tax on a year's net income, in pence: profit, employment and other non-savings income less reliefs. Savings and dividends have
 * rates of their own and are not known here. The personal allowance falls by half of what the income has above the taper's start.
 * Each band rounds to its running total, so that the bands add up to the tax, which is rounded once.
 * Bands and allowance with their sources: {@link TaxTable}. Not rounded down to whole pounds, as a return may.
 */
export function incomeTax(table: TaxTable, region: TaxRegion, netIncome: Pence): IncomeTax {
  const allowancePence = personalAllowance(table, netIncome);
  const taxablePence = pence(Math.max(netIncome - allowancePence, 0));
  const bands: BandOfTax[] = [];
  let [below, exact, told]: [Pence, number, Pence] = [ZERO, 0, ZERO];
  for (const band of table.bands[region]) {
    const incomePence = incomeIn(band, below, taxablePence);
    exact += incomePence * band.basisPoints;
    const running = proportion(pence(exact), 1, 10_000);
    bands.push({ name: band.name, basisPoints: band.basisPoints, incomePence, taxPence: lessPence(running, told) });
    told = running;
    below = band.upToPence ?? below;
  }
  return { allowancePence, taxablePence, bands, taxPence: sumPence(bands.map(it => it.taxPence)) };
}

function personalAllowance(table: TaxTable, netIncome: Pence): Pence {
  const excess = pence(Math.max(netIncome - table.taperFromPence, 0));
  return pence(Math.max(table.allowancePence - proportion(excess, 1, 2), 0));
}

function incomeIn(band: TaxBand, below: Pence, taxable: Pence): Pence {
  return pence(Math.max(Math.min(taxable, band.upToPence ?? taxable) - below, 0));
}
