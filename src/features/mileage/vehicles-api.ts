import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, idParam, jsonBody, madeOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { readInput } from '#platform/form.ts';
import { showId } from '#rules/ids.ts';
import { VEHICLE_KINDS } from '#rules/mileage-rates.ts';
import { vehicleInput } from './input.ts';
import { addVehicle, changeVehicle } from './keep-vehicle.ts';
import { listVehicles } from './vehicle-store.ts';

const METHODS = ['flat_rate', 'actual_costs'] as const;

const vehicleBody = z.object({
  id: z.string().optional(),
  kind: z.enum(VEHICLE_KINDS),
  name: z.string(),
  method: z.enum(METHODS),
});

const vehicleOut = z
  .object({
    id: z.string(),
    kind: z.enum(VEHICLE_KINDS),
    name: z.string(),
    method: z.enum(METHODS),
    trips: z.number(),
  })
  .openapi('Vehicle');

/** What somebody drives or rides. */
export function vehicleOperations(app: OpenAPIHono<ApiEnv>, ctx: Needs<'db' | 'clock' | 'queue'>): void {
  app.openapi(
    createRoute({
      method: 'get',
      path: '/vehicles',
      summary: 'List vehicles',
      responses: answers(200, 'All', z.object({ items: z.array(vehicleOut) })),
    }),
    async c => {
      const vehicles = await asOwner(ctx.db, c.get('caller').owner, listVehicles);
      const items = vehicles.map(({ tripCount, ...it }) => ({ ...it, id: showId('vehicle', it.id), trips: tripCount }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/vehicles',
      summary: 'Add a vehicle',
      request: jsonBody(vehicleBody),
      responses: answers(201, 'Added', madeOut),
    }),
    async c => {
      const input = readInput(vehicleInput, c.req.valid('json'));
      return c.json({ id: showId('vehicle', await addVehicle(ctx, c.get('caller').owner, input)) }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/vehicles/{id}',
      summary: 'Change a vehicle; once it has trips, its name alone',
      request: { params: idParam, ...jsonBody(vehicleBody) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      const input = readInput(vehicleInput, c.req.valid('json'));
      await changeVehicle(ctx, c.get('caller').owner, pathId('vehicle', id), input);
      return c.json({ id }, 200);
    },
  );
}
