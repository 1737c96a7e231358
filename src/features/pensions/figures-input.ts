import { z } from 'zod';
import { choice, day, decimal, requiredText, wholeNumber } from '#platform/input.ts';

const read = {
  readAt: requiredText('where you read it', 200),
  readOn: day('the day on which you read it'),
};

const percent = decimal('the rate', { decimals: 2, most: 30, empty: -1 }).refine(points => points > 0, {
  error: 'Enter the rate in per cent, such as 14.38.',
});

/** The rate of the employer's share. */
const rateInput = z.object({ kind: z.literal('employer_rate'), rate: percent, ...read });

/** Tiers as a list, or as they are typed, a line each: `5.2 up to 13259`, the last `12.5`. */
const tiersInput = z.object({
  kind: z.literal('tiers'),
  tiers: z
    .union([
      z.string(),
      z
        .array(
          z.object({
            rate: percent,
            upTo: wholeNumber('the upper bound', { least: 0, most: 9_999_999, empty: 0 }).openapi({
              description: 'In whole pounds; left out of the last tier',
            }),
          }),
        )
        .max(15, 'Keep it to 15 tiers.'),
    ])
    .transform((tiers, ctx): readonly Tier[] => {
      if (typeof tiers !== 'string') return tiers;
      const lines = tiers.split('\n').filter(line => line.trim() !== '');
      return lines.flatMap((line, at) => {
        const tier = tierOf(line);
        if (tier) return [tier];
        const message = `Line ${at + 1}, “${line.trim()}”, is not a tier such as 5.2 up to 13259.`;
        ctx.addIssue({ code: 'custom', message });
        return [];
      });
    }),
  ...read,
});

interface Tier {
  readonly rate: number;
  /** Nought where there is none. */
  readonly upTo: number;
}

/** A figure that no table here has, with where and when it was read. */
export const figureInput = z.discriminatedUnion('kind', [rateInput, tiersInput]);

export type FigureInput = z.output<typeof figureInput>;

export const figureKindInput = z.object({ kind: choice('the figure', ['employer_rate', 'tiers']) });

/** Per cent with up to two decimals, then pounds: `5.2 up to 13,259`, `5.2% £13259`, `12.5`. */
function tierOf(line: string): Tier | undefined {
  const [, whole = '', part = '', pounds = '0'] =
    /^\s*(\d{1,2})(?:\.(\d{1,2}))?\s*%?(?:\s*(?:up to|,|:|to)?\s*£?\s*(\d[\d,]*))?\s*(?:and above)?\s*$/i.exec(line) ??
    [];
  if (whole === '') return undefined;
  return { rate: Number(whole + part.padEnd(2, '0')), upTo: Number(pounds.replaceAll(',', '')) };
}
