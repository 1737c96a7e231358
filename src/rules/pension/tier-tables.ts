import type { Nation } from '../nation.ts';
import { type Grade, type PensionScheme, schemeOf } from './scheme.ts';

/** The tiers of one period. The rate of the band in which the annualised income lies applies to all pensionable pay. */
export interface TierTable {
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate;
  /** When it was announced, where that was after the period began: before that day the table above it was the one in use. */
  readonly knownFrom: Temporal.PlainDate | undefined;
  /** Upper bounds of all bands but the last, in whole pounds, included in their band. */
  readonly bounds: readonly number[];
  /** One rate a band, in basis points. */
  readonly rates: readonly number[];
  /** Days on which annualising is based where the period is only a part of a year. */
  readonly days: number | undefined;
  readonly grade: Grade;
  /** Read 2026-11-23. */
  readonly source: string;
  /** Not published here: where and when the locum read it. */
  readonly entered?: { readonly readAt: string; readonly readOn: Temporal.PlainDate };
}

/**
 * Tables by nation, each period in the order in which its tables became known. Periods that are not here are not known:
 * Scotland April to September 2023 and from April 2026, Northern Ireland from April 2026. They are refused, never guessed.
 */
export const TIER_TABLES: Readonly<Record<PensionScheme, readonly TierTable[]>> = {
  england_and_wales: [
    table(
      '2022-04-01',
      '2022-09-30',
      undefined,
      [15431, 21477, 26823, 47845, 70630, 111376],
      [500, 560, 710, 930, 1250, 1350, 1450],
      'high',
      'https://lmc.org.uk/news/october-2022-nhs-pension-scheme-changes',
      183,
    ),
    table(
      '2022-10-01',
      '2023-03-31',
      undefined,
      [13246, 16831, 22878, 23948, 28223, 29179, 43805, 49245, 56163, 72030],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://lmc.org.uk/news/october-2022-nhs-pension-scheme-changes',
      182,
    ),
    table(
      '2023-04-01',
      '2024-03-31',
      undefined,
      [13246, 16831, 22878, 23948, 28223, 29179, 43805, 49245, 56163, 72030],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://legislation.gov.uk/uksi/2023/576/regulation/2/made/data.xht',
    ),
    table(
      '2023-04-01',
      '2024-03-31',
      '2023-05-31',
      [13246, 17673, 24022, 25146, 29635, 30638, 45996, 51708, 58972, 75632],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://legislation.gov.uk/uksi/2023/576/regulation/2/made/data.xht',
    ),
    table(
      '2024-04-01',
      '2025-03-31',
      undefined,
      [13259, 26831, 32691, 49078, 62924],
      [520, 650, 830, 980, 1070, 1250],
      'high',
      'https://legislation.gov.uk/uksi/2024/281/part/5/made',
    ),
    table(
      '2025-04-01',
      '2026-03-31',
      undefined,
      [13259, 27288, 33247, 49913, 63994],
      [520, 650, 830, 980, 1070, 1250],
      'high',
      'https://nhsbsa.nhs.uk/employer-hub/technical-guidance/pay-and-contributions',
    ),
    table(
      '2025-04-01',
      '2026-03-31',
      '2025-07-31',
      [13259, 27797, 33868, 50845, 65190],
      [520, 650, 830, 980, 1070, 1250],
      'high',
      'https://nhsbsa.nhs.uk/employer-hub/technical-guidance/pay-and-contributions',
    ),
    table(
      '2026-04-01',
      '2027-03-31',
      undefined,
      [13259, 28854, 35155, 52778, 67668],
      [520, 650, 830, 980, 1070, 1250],
      'medium',
      'https://gb-kb.sage.com/portal/app/portlets/results/view2.jsp?k2dockey=250305082922037',
    ),
  ],
  scotland: [
    table(
      '2022-04-01',
      '2023-03-31',
      undefined,
      [21614, 25981, 32914, 66017, 92423, 123147],
      [520, 580, 730, 950, 1270, 1370, 1470],
      'medium',
      'https://pensions.gov.scot/nhs/your-membership/your-contributions',
    ),
    table(
      '2023-10-01',
      '2024-03-31',
      undefined,
      [13330, 25367, 30018, 37663, 37830, 39497, 48009, 51954, 72656],
      [570, 610, 670, 820, 980, 1000, 1050, 1080, 1130, 1370],
      'low',
      'https://www.kashflow.com/support/kbp/nhs-pension-scheme-changes-2024-25/',
    ),
    table(
      '2024-04-01',
      '2024-09-30',
      undefined,
      [13330, 25367, 30018, 37663, 37830, 39497, 48009, 51954, 72656],
      [570, 610, 670, 820, 980, 1000, 1050, 1080, 1130, 1370],
      'medium',
      'https://www.kashflow.com/support/kbp/nhs-pension-scheme-changes-2024-25/',
    ),
    table(
      '2024-10-01',
      '2025-03-31',
      undefined,
      [13330, 26762, 31669, 39734, 41669, 50650, 54811, 76652],
      [570, 640, 700, 870, 980, 1050, 1120, 1160, 1270],
      'medium',
      'https://kashflow.com/?p=86479',
    ),
    table(
      '2025-04-01',
      '2026-03-31',
      undefined,
      [13330, 26762, 31669, 39734, 41669, 50650, 54811, 76652],
      [570, 640, 700, 870, 980, 1050, 1120, 1160, 1270],
      'medium',
      'https://www.kashflow.com/?p=86580',
    ),
    // announced in July 2025 on a day that no source names: taken as known once that month was over
    table(
      '2025-04-01',
      '2026-03-31',
      '2025-08-01',
      [13330, 27899, 33015, 41423, 43440, 52803, 57140, 79910],
      [570, 640, 700, 870, 980, 1050, 1120, 1160, 1270],
      'medium',
      'https://www.kashflow.com/?p=86580',
    ),
  ],
  northern_ireland: [
    table(
      '2022-04-01',
      '2022-10-31',
      undefined,
      [15431, 21477, 26823, 47845, 70630, 111376],
      [500, 560, 710, 930, 1250, 1350, 1450],
      'high',
      'https://legislation.gov.uk/nisr/2022/244/regulation/4/data.xht',
    ),
    table(
      '2022-11-01',
      '2023-03-31',
      undefined,
      [13231, 15431, 21478, 22548, 26823, 27779, 42120, 47845, 54763, 70630],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://legislation.gov.uk/nisr/2023/33/regulation/21?view=plain',
    ),
    table(
      '2022-11-01',
      '2023-03-31',
      undefined,
      [13246, 16831, 22878, 23948, 28223, 29179, 43805, 49245, 56163, 72030],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://legislation.gov.uk/nisr/2023/33/regulation/21?view=plain',
    ),
    table(
      '2023-04-01',
      '2024-03-31',
      undefined,
      [13246, 16831, 22878, 23948, 28223, 29179, 43805, 49245, 56163, 72030],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://hscpensions.hscni.net/hsc-pension-scheme/employers/employer-technical-updates/employer-technical-update-quarter-1-2024-2025',
    ),
    table(
      '2023-04-01',
      '2024-03-31',
      undefined,
      [13246, 17673, 24022, 25146, 29635, 30638, 45996, 51708, 58972, 75632],
      [510, 570, 610, 680, 770, 880, 980, 1000, 1160, 1250, 1350],
      'high',
      'https://hscpensions.hscni.net/hsc-pension-scheme/employers/employer-technical-updates/employer-technical-update-quarter-1-2024-2025',
    ),
    table(
      '2024-04-01',
      '2025-03-31',
      undefined,
      [13259, 26831, 32691, 49078, 62924],
      [520, 650, 830, 980, 1070, 1250],
      'medium',
      'https://legislation.gov.uk/nisr/2024/117/part/5',
    ),
    table(
      '2025-04-01',
      '2026-03-31',
      undefined,
      [13259, 27288, 33247, 49913, 63994],
      [520, 670, 850, 1000, 1090, 1270],
      'medium',
      'https://payrollquery.hscni.net/employee-fact-cards/pension',
    ),
  ],
};

/** The table in use for a day of work or payment, as known on another day; undefined where none is known. */
export function tierTable(nation: Nation, day: Temporal.PlainDate, knownOn: Temporal.PlainDate): TierTable | undefined {
  return TIER_TABLES[schemeOf(nation)].findLast(
    table =>
      Temporal.PlainDate.compare(table.validFrom, day) <= 0 &&
      Temporal.PlainDate.compare(day, table.validTo) <= 0 &&
      (table.knownFrom === undefined || Temporal.PlainDate.compare(table.knownFrom, knownOn) <= 0),
  );
}

function table(
  validFrom: string,
  validTo: string,
  knownFrom: string | undefined,
  bounds: readonly number[],
  rates: readonly number[],
  grade: Grade,
  source: string,
  days?: number,
): TierTable {
  return {
    validFrom: Temporal.PlainDate.from(validFrom),
    validTo: Temporal.PlainDate.from(validTo),
    knownFrom: knownFrom === undefined ? undefined : Temporal.PlainDate.from(knownFrom),
    bounds,
    rates,
    grade,
    source,
    days,
  };
}
