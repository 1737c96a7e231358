import type { Needs } from '#platform/context.ts';
import { fieldErrorsOf, Refusal, statusOf } from '#platform/errors.ts';
import { askedOf, type FormState } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldGroup, FieldRow, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { type MileageClaim, mileageClaim, type TripToClaim } from '#rules/mileage-claim.ts';
import { MILEAGE_SOURCES, MILEAGE_YEARS, type VehicleKind } from '#rules/mileage-rates.ts';
import { taxYearOf } from '#rules/tax-year.ts';
import { type MileageInput, mileageInput } from '../mileage-input.ts';
import { type TripByPostcodes, tripByPostcodes } from '../trip-by-postcodes.ts';
import { Source, ToolForm } from './parts.tsx';

type Ctx = Needs<'clock' | 'geocoder'>;

const LOOKS = { name: 'tools.distance', most: 30, perMinutes: 10 };
const FIELDS = ['year', 'car', 'motorcycle', 'bicycle', 'from', 'to', 'trips', 'isReturn', 'factor'];

/** What business miles come to in a tax year, with the one limit; from miles, or from two postcodes. */
export async function showMileage(ctx: Ctx, c: WebContext) {
  const asked = askedOf(c, mileageInput, FIELDS, { year: taxYearOf(ctx.clock.today()), factor: '1.3', isReturn: 'on' });
  const { form, input, trip } = await withTrip(ctx, c, asked);
  return showPage(
    c,
    { title: 'Mileage claim', lead: 'What business miles take off the taxable profit of somebody self-employed.' },
    <div class="flex flex-col gap-8">
      <ToolForm action="/tools/mileage" form={form}>
        <SelectField
          form={form}
          name="year"
          label="Tax year"
          options={MILEAGE_YEARS.toReversed().map(value => ({ value, label: value }))}
        />
        <FieldRow>
          <Miles form={form} name="car" label="Miles by car or van" />
          <Miles form={form} name="motorcycle" label="By motorcycle" />
          <Miles form={form} name="bicycle" label="By bicycle" />
        </FieldRow>
        <FieldGroup legend="Or from two postcodes, by car">
          <FieldRow>
            <TextField form={form} name="from" label="From" width="w-32" required={false} />
            <TextField form={form} name="to" label="To" width="w-32" required={false} />
            <TextField form={form} name="trips" label="Trips" inputmode="numeric" width="w-24" required={false} />
            <TextField
              form={form}
              name="factor"
              label="Factor"
              hint="Straight line times this; 1.3 is our own default"
              inputmode="decimal"
              width="w-20"
              required={false}
            />
          </FieldRow>
          <CheckboxField form={form} name="isReturn" label="There and back" />
        </FieldGroup>
      </ToolForm>
      {input && <Outcome input={input} trip={trip} />}
    </div>,
  );
}

/** Measures between the postcodes, where there are some. What cannot be measured is told beside its field. */
async function withTrip(ctx: Ctx, c: WebContext, asked: { form: FormState; input: MileageInput | undefined }) {
  const { form, input } = asked;
  if (!input?.from) return { form, input, trip: undefined };
  try {
    await c.get('limits').count(LOOKS, c.get('callerHash'));
    return { form, input, trip: await tripByPostcodes(ctx, input) };
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    c.status(statusOf(fault));
    return { form: { ...form, errors: fieldErrorsOf(fault) }, input: undefined, trip: undefined };
  }
}

function Miles({ form, name, label }: { form: FormState; name: string; label: string }) {
  return <TextField form={form} name={name} label={label} inputmode="decimal" width="w-36" required={false} />;
}

function Outcome({ input, trip }: { input: MileageInput; trip: TripByPostcodes | undefined }) {
  const miles: readonly [VehicleKind, number][] = [
    ['car', input.car + (trip?.milesTenths ?? 0)],
    ['motorcycle', input.motorcycle],
  ];
  const claim = mileageClaim(
    input.year,
    miles.map(
      ([kind, milesTenths]): TripToClaim => ({
        kind,
        milesTenths,
        method: 'flat_rate',
        isCommuting: false,
        isEmployed: false,
      }),
    ),
  );
  if (!claim.ok) return <p>The rates of {input.year} are not known here.</p>;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-3 text-lg font-medium">
        You can claim <Money pence={claim.totalPence} />
      </h2>
      {trip && <p class="mb-3">{wordsOf(input, trip)}</p>}
      <Parts claim={claim} />
      <Facts
        rows={[
          ['Left at the first rate', `${claim.leftTenths / 10} miles of this tax year’s 10,000`],
          ...(input.bicycle > 0
            ? [
                [
                  'By bicycle',
                  'no flat rate: GOV.UK’s list for the self-employed has none. The 20p is for employees.',
                ] as const,
              ]
            : []),
        ]}
      />
      <p class="mt-4 max-w-prose text-muted">
        One limit over all cars and vans together. From 6 April 2026 the first rate is 55p, before it 45p. The rate
        stands for fuel, repairs and insurance; parking and tolls come on top. Not for the way to a regular place of
        work. Sources: <Source href={MILEAGE_SOURCES.rule} />, <Source href={MILEAGE_SOURCES.rates} />,{' '}
        <Source href={MILEAGE_SOURCES.change} /> (read 23 Nov 2026).
      </p>
    </section>
  );
}

function Parts({ claim }: { claim: MileageClaim<TripToClaim> }) {
  const rows = [
    { label: 'Cars and vans, up to 10,000 miles', rate: claim.rates.carFirst, ...claim.first },
    { label: 'Cars and vans, after that', rate: claim.rates.carAfter, ...claim.after },
    { label: 'Motorcycles', rate: claim.rates.motorcycle, ...claim.motorcycle },
  ].filter(it => it.milesTenths > 0);
  return (
    <div class="mb-4">
      <Table
        caption="How the claim comes about"
        rows={rows}
        columns={[
          { heading: 'Miles of', lead: true, cell: it => it.label },
          { heading: 'Miles', figures: true, cell: it => String(it.milesTenths / 10) },
          { heading: 'A mile', figures: true, cell: it => `${it.rate}p` },
          { heading: 'Comes to', figures: true, cell: it => <Money pence={it.pence} /> },
        ]}
        foot={['Together', '', '', <Money pence={claim.totalPence} />]}
      />
    </div>
  );
}

function wordsOf(input: MileageInput, trip: TripByPostcodes): string {
  const times = input.trips === 1 ? 'once' : `${input.trips} times`;
  const way = `${trip.straightTenths / 10} miles in a straight line × ${input.factor / 100}${input.isReturn ? ', there and back' : ''}, ${times}: ${trip.milesTenths / 10} miles.`;
  return trip.isRough ? `${way} Only the middle of ${trip.places} is known here, so this is rough.` : way;
}
