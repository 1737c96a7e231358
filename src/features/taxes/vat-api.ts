import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { treatmentInput } from './input.ts';
import { readVat, setTreatment, type VatView } from './vat.ts';

const vatOut = z
  .object({
    windows: z
      .array(
        z.object({
          from: dayOut,
          to: dayOut,
          taxable: moneyOut,
          exempt: moneyOut,
          threshold: moneyOut,
          isOver: z.boolean(),
          registerBy: dayOut.nullable(),
        }),
      )
      .openapi({ description: 'Twelve months to today, then to the ends of the last twelve months' }),
    organisations: z.array(
      z.object({ id: z.string(), name: z.string(), treatment: z.enum(['exempt', 'taxable']), work: moneyOut }),
    ),
  })
  .openapi('VatWatch');

/** Turnover against the threshold of VAT. */
export function vatApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/tax/vat',
      summary: 'Read turnover against the threshold of VAT, exempt and taxable work apart',
      responses: answers(200, 'The watch', vatOut),
    }),
    async c => c.json(shown(await asOwner(ctx.db, c.get('caller').owner, tx => readVat(tx, ctx.clock.today()))), 200),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/tax/vat/organisations/{id}',
      summary: 'Say whether work for an organisation is exempt or taxable',
      request: { params: idParam, ...jsonBody(treatmentInput) },
      responses: answers(200, 'Said', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await setTreatment(ctx, c.get('caller').owner, pathId('organisation', id), c.req.valid('json').treatment);
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown({ windows, organisations }: VatView) {
  return {
    windows: windows.map(it => ({
      from: it.first.toString(),
      to: it.last.toString(),
      taxable: plainPounds(it.taxablePence),
      exempt: plainPounds(it.exemptPence),
      threshold: plainPounds(it.thresholdPence),
      isOver: it.isOver,
      registerBy: it.registerBy?.toString() ?? null,
    })),
    organisations: organisations.map(it => ({
      id: showId('organisation', it.id),
      name: it.name,
      treatment: it.isTaxable ? ('taxable' as const) : ('exempt' as const),
      work: plainPounds(it.workPence),
    })),
  };
}
