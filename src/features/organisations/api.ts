import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { organisationInput } from './input.ts';
import { addOrganisation, changeOrganisation } from './keep-organisation.ts';
import type { Organisation } from './organisation.ts';
import { readOrganisation, searchOrganisations } from './store.ts';

const organisationOut = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    nation: z.string(),
    addressLines: z.string(),
    postcode: z.string().nullable(),
    odsCode: z.string().nullable(),
    bookingContactName: z.string().nullable(),
    bookingContactEmail: z.string().nullable(),
    bookingContactPhone: z.string().nullable(),
    financeContactName: z.string().nullable(),
    financeContactEmail: z.string().nullable(),
    rateKind: z.string().nullable(),
    rate: moneyOut.nullable(),
    breakMinutes: z.number(),
    paymentTermsDays: z.number().nullable(),
    cancellationTerms: z
      .object({ bands: z.array(z.object({ unit: z.string(), lessThan: z.number(), percent: z.number() })) })
      .nullable(),
    pensionable: z.boolean(),
    miles: z.number(),
    purchaseOrder: z.string().nullable(),
    requiresPurchaseOrder: z.boolean().openapi({ description: 'No invoice is issued without an order number' }),
    buyerReference: z.string().nullable(),
    notes: z.string(),
    archived: z.boolean(),
  })
  .openapi('Organisation');

/** The address book. */
export function organisationsApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/organisations',
      summary: 'List organisations',
      request: { query: z.object({ name: z.string().optional(), archived: z.enum(['true', 'false']).optional() }) },
      responses: answers(200, 'By name', z.object({ items: z.array(organisationOut) })),
    }),
    async c => {
      const { name = '', archived } = c.req.valid('query');
      const items = await asOwner(ctx.db, c.get('caller').owner, tx =>
        searchOrganisations(tx, { name, archived: archived === 'true' }),
      );
      return c.json({ items: items.map(shown) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/organisations/{id}',
      summary: 'One organisation',
      request: { params: idParam },
      responses: answers(200, 'It', organisationOut),
    }),
    async c => {
      const organisation = await asOwner(ctx.db, c.get('caller').owner, tx =>
        readOrganisation(tx, pathId('organisation', c.req.valid('param').id)),
      );
      if (!organisation) throw notFound('organisation');
      return c.json(shown(organisation), 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/organisations',
      summary: 'Add an organisation',
      description: 'An `id` chosen by the caller makes the request safe to send twice.',
      request: jsonBody(organisationInput),
      responses: answers(201, 'Added', madeOut),
    }),
    async c =>
      c.json(
        { id: showId('organisation', await addOrganisation(ctx, c.get('caller').owner, c.req.valid('json'))) },
        201,
      ),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/organisations/{id}',
      summary: 'Change an organisation',
      request: { params: idParam, ...jsonBody(organisationInput) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await changeOrganisation(ctx, c.get('caller').owner, pathId('organisation', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function shown(it: Organisation): z.input<typeof organisationOut> {
  const { cancellationTerms, ratePence, milesTenths, archivedAt, ...rest } = it;
  return {
    ...rest,
    id: showId('organisation', it.id),
    rate: ratePence === null ? null : plainPounds(ratePence),
    // in the form in which they are written, so that reading and writing back loses nothing
    cancellationTerms: cancellationTerms && {
      bands: cancellationTerms.bands.map(({ unit, lessThan, basisPoints }) => ({
        unit,
        lessThan,
        percent: basisPoints / 100,
      })),
    },
    miles: milesTenths / 10,
    archived: archivedAt !== null,
  };
}
