import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { listEnteredFigures } from '#features/invoices/index.ts';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, jsonBody } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { type EnteredFigure, unknownFigures } from '#rules/pension/entered-figures.ts';
import { readSchemeYear, type SchemeYear } from '#rules/tax-year.ts';
import { enterFigure, removeFigure } from './enter-figures.ts';
import { enteredFrom } from './entered-from.ts';
import { figureInput } from './figures-input.ts';

const kind = z.enum(['employer_rate', 'tiers']);
const yearParam = z.object({ year: z.string().openapi({ param: { name: 'year', in: 'path' }, example: '2027-28' }) });
const schemeQuery = z.object({
  scheme: z.enum(['england_and_wales', 'scotland', 'northern_ireland']).default('england_and_wales'),
});

const figuresOut = z
  .object({
    year: z.string(),
    scheme: z.string(),
    unknown: z.array(kind).openapi({ description: 'What no table here has for all of the year' }),
    entered: z.array(
      z.object({
        kind,
        tiers: z
          .array(z.object({ rate: z.number(), upTo: z.number().nullable() }))
          .openapi({ description: 'One, without a bound, for the employer’s rate' }),
        readAt: z.string(),
        readOn: dayOut,
        isUsed: z.boolean().openapi({ description: 'False where the figure is published since' }),
      }),
    ),
  })
  .openapi('PensionFigures');

/** Rates and tiers that the locum entered for want of published ones. */
export function figuresApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/figures/{year}',
      summary: 'What is not known here of a scheme year, and what was entered',
      request: { params: yearParam, query: schemeQuery },
      responses: answers(200, 'The figures', figuresOut),
    }),
    async c => {
      const [year, { scheme }] = [yearOf(c.req.valid('param').year), c.req.valid('query')];
      const unknown = unknownFigures(scheme, year);
      const all = await asOwner(ctx.db, c.get('caller').owner, listEnteredFigures);
      const entered = all
        .filter(it => it.scheme === scheme && it.year === year)
        .map(it => ({
          kind: it.kind,
          tiers: tiersOf(it),
          readAt: it.readAt,
          readOn: it.readOn.toString(),
          isUsed: unknown.includes(it.kind),
        }));
      return c.json({ year, scheme, unknown: [...unknown], entered }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/pension/figures/{year}',
      summary: 'Enter a rate or tiers that are not known here, in the place of what was entered before',
      request: { params: yearParam, query: schemeQuery, ...jsonBody(figureInput) },
      responses: answers(200, 'Kept', z.object({ kind })),
    }),
    async c => {
      const [year, { scheme }] = [yearOf(c.req.valid('param').year), c.req.valid('query')];
      const input = c.req.valid('json');
      await enterFigure(ctx, c.get('caller').owner, enteredFrom(input, scheme, year));
      return c.json({ kind: input.kind }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/pension/figures/{year}/{kind}',
      summary: 'Take an entered figure back; what was printed by it stands',
      request: {
        params: yearParam.extend({ kind: kind.openapi({ param: { name: 'kind', in: 'path' } }) }),
        query: schemeQuery,
      },
      responses: answers(200, 'Taken back', z.object({ kind })),
    }),
    async c => {
      const { year, kind } = c.req.valid('param');
      const { scheme } = c.req.valid('query');
      await removeFigure(ctx, c.get('caller').owner, { scheme, year: yearOf(year), kind });
      return c.json({ kind }, 200);
    },
  );
  return app;
}

function tiersOf(it: EnteredFigure) {
  if (it.kind === 'employer_rate') return [{ rate: it.basisPoints / 100, upTo: null }];
  return it.rates.map((rate, at) => ({ rate: rate / 100, upTo: it.bounds[at] ?? null }));
}

function yearOf(text: string): SchemeYear {
  const year = readSchemeYear(text);
  if (!year) throw notFound('scheme year');
  return year;
}
