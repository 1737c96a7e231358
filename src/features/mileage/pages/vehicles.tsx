import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { MILEAGE_SOURCES, VEHICLE_KINDS, VEHICLE_LABELS } from '#rules/mileage-rates.ts';
import { vehicleInput } from '../input.ts';
import { addVehicle, changeVehicle } from '../keep-vehicle.ts';
import { listVehicles, readVehicle } from '../vehicle-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

const METHODS = { flat_rate: 'A flat rate a mile', actual_costs: 'Its real costs, as expenses' } as const;

/** What somebody drives or rides to work. */
export function vehiclePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/mileage/vehicles', async c => showList(ctx, c));

  app.get('/mileage/vehicles/new', c =>
    showForm(c, undefined, freshForm({ id: showId('vehicle', newId('vehicle')), kind: 'car', method: 'flat_rate' })),
  );

  app.post('/mileage/vehicles', async c =>
    answerForm(
      c,
      async values => {
        await addVehicle(ctx, visitorOf(c).owner, readInput(vehicleInput, values));
        return c.redirect(withNotice('/mileage', 'saved'), 303);
      },
      form => showForm(c, undefined, form),
    ),
  );

  app.get('/mileage/vehicles/:id', async c => {
    const it = await asOwner(ctx.db, visitorOf(c).owner, tx => readVehicle(tx, idOf(c)));
    if (!it) throw notFound('vehicle');
    return showForm(c, it.id, freshForm({ kind: it.kind, name: it.name, method: it.method }));
  });

  app.post('/mileage/vehicles/:id', async c =>
    answerForm(
      c,
      async values => {
        await changeVehicle(ctx, visitorOf(c).owner, idOf(c), readInput(vehicleInput, values));
        return c.redirect(withNotice('/mileage/vehicles', 'saved'), 303);
      },
      form => showForm(c, idOf(c), form),
    ),
  );

  return app;
}

async function showList(ctx: Ctx, c: WebContext) {
  const vehicles = await asOwner(ctx.db, visitorOf(c).owner, listVehicles);
  const action = (
    <a href="/mileage/vehicles/new" class="btn btn-primary min-h-11">
      Add a vehicle
    </a>
  );
  return showPage(
    c,
    { title: 'Vehicles', action: vehicles.length > 0 && action },
    vehicles.length === 0 ? (
      <EmptyState title="No vehicle yet" action={action}>
        Say once what you drive or ride; every trip names it.
      </EmptyState>
    ) : (
      <Table
        caption="Vehicles"
        rows={vehicles}
        columns={[
          {
            heading: 'Vehicle',
            lead: true,
            cell: it => (
              <a class="link" href={`/mileage/vehicles/${showId('vehicle', it.id)}`}>
                {it.name}
              </a>
            ),
          },
          { heading: 'Kind', cell: it => VEHICLE_LABELS[it.kind] },
          { heading: 'Claimed by', cell: it => METHODS[it.method] },
          { heading: 'Trips', figures: true, cell: it => String(it.tripCount) },
        ]}
      />
    ),
  );
}

function showForm(c: WebContext, id: Id<'vehicle'> | undefined, form: FormState) {
  const path = id ? `/mileage/vehicles/${showId('vehicle', id)}` : '/mileage/vehicles';
  return showPage(
    c,
    { title: id ? 'Change the vehicle' : 'Add a vehicle' },
    <>
      <Form action={path} form={form} submit={id ? 'Save' : 'Add it'} cancel="/mileage/vehicles">
        {id === undefined && <HiddenField name="id" value={typed(form, 'id')} />}
        <SelectField
          form={form}
          name="kind"
          label="What it is"
          options={VEHICLE_KINDS.map(value => ({ value, label: VEHICLE_LABELS[value] }))}
        />
        <TextField form={form} name="name" label="Name" hint="Make, model or registration, as you like" />
        <SelectField
          form={form}
          name="method"
          label="How its cost is claimed"
          options={Object.entries(METHODS).map(([value, label]) => ({ value, label }))}
        />
      </Form>
      <p class="mt-6 max-w-prose text-muted">
        One way for as long as you use it. The flat rate is shut where capital allowances were claimed for the vehicle,
        and GOV.UK’s list of flat rates for the self-employed has no bicycle: its miles are logged and not claimed.
        Source:{' '}
        <a class="link" href={MILEAGE_SOURCES.rule}>
          GOV.UK
        </a>{' '}
        (read 23 Nov 2026).
      </p>
    </>,
  );
}

function idOf(c: WebContext): Id<'vehicle'> {
  const id = readId('vehicle', c.req.param('id') ?? '');
  if (!id) throw notFound('vehicle');
  return id;
}
