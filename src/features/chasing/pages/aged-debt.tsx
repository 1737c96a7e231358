import type { OrganisationMoney } from '#features/organisations/index.ts';
import { freshForm } from '#platform/form.ts';
import { Day, Moment, Money } from '#platform/ui/figures.tsx';
import { FieldRow, SelectField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { DEBT_AGE_LABELS, DEBT_AGES, type DebtAge, debtAge } from '#rules/debt-age.ts';
import { type Id, showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { HOLD_LABELS, standingWords } from '../hold-words.ts';
import type { Owed } from '../unpaid.ts';
import { AgedBars } from './aged-bars.tsx';

const PATH = '/invoices/chasing';

/** What each organisation owes, by age; every sum opens to its invoices. */
export function AgedDebt(props: {
  unpaid: readonly Owed[];
  today: Temporal.PlainDate;
  money: ReadonlyMap<Id<'organisation'>, OrganisationMoney>;
}) {
  const { unpaid, today } = props;
  const rows = [...Map.groupBy(unpaid, it => it.invoice.organisationId)].map(([id, owed]) => ({
    id,
    name: owed[0]?.invoice.organisationName ?? '',
    sums: sumsByAge(owed, today),
    total: totalOf(owed),
  }));
  const sums = sumsByAge(unpaid, today);
  return (
    <section aria-labelledby="ages">
      <h2 id="ages" class="mb-3 text-lg font-medium">
        By age
      </h2>
      <AgedBars sums={sums} />
      <div class="mt-6">
        <Table
          caption="What is owed, by organisation and age"
          rows={rows.toSorted((a, b) => b.total - a.total)}
          columns={[
            {
              heading: 'Organisation',
              lead: true,
              cell: row => (
                <a class="link" href={`/organisations/${showId('organisation', row.id)}/paying`}>
                  {row.name}
                </a>
              ),
            },
            ...DEBT_AGES.map(age => ({
              heading: DEBT_AGE_LABELS[age],
              figures: true,
              cell: (row: (typeof rows)[number]) => (
                <Sum pence={row.sums.get(age)} href={rowsOf({ age, by: row.id })} />
              ),
            })),
            {
              heading: 'Pays after',
              cell: row => {
                const days = props.money.get(row.id)?.averageDaysToPay;
                return days != null ? (
                  <a class="link" href={`/invoices?standing=paid&organisation=${showId('organisation', row.id)}`}>
                    {days} days
                  </a>
                ) : (
                  '–'
                );
              },
            },
            {
              heading: 'Together',
              figures: true,
              cell: row => <Money pence={row.total} href={rowsOf({ by: row.id })} />,
            },
          ]}
          foot={[
            'Together',
            ...DEBT_AGES.map(age => <Sum pence={sums.get(age)} href={rowsOf({ age })} />),
            '',
            <Money pence={totalOf(unpaid)} href={rowsOf({})} />,
          ]}
        />
      </div>
    </section>
  );
}

interface Filter {
  readonly age: string;
  readonly organisation: string;
  readonly hold: string;
}

/** The invoices themselves, those that are asked for. */
export function OwedRows(props: { unpaid: readonly Owed[]; today: Temporal.PlainDate; filter: Filter }) {
  const { unpaid, today, filter } = props;
  const form = freshForm({ ...filter });
  const organisations = new Map(
    unpaid.map(({ invoice }) => [showId('organisation', invoice.organisationId), invoice.organisationName]),
  );
  const rows = unpaid.filter(
    it =>
      (filter.age === '' || debtAge(it.invoice.dueDate, today) === filter.age) &&
      (filter.organisation === '' || showId('organisation', it.invoice.organisationId) === filter.organisation) &&
      (filter.hold === '' || it.hold === filter.hold),
  );
  return (
    <section aria-labelledby="rows">
      <h2 id="rows" class="mb-3 text-lg font-medium">
        Invoices
      </h2>
      <form method="get" action={`${PATH}#rows`} class="mb-4">
        <FieldRow>
          <SelectField
            form={form}
            name="age"
            label="Age"
            required={false}
            empty="All"
            options={DEBT_AGES.map(age => ({ value: age, label: DEBT_AGE_LABELS[age] }))}
          />
          <SelectField
            form={form}
            name="organisation"
            label="Organisation"
            required={false}
            empty="All"
            options={[...organisations].map(([value, label]) => ({ value, label }))}
          />
          <SelectField
            form={form}
            name="hold"
            label="Not chased because"
            required={false}
            empty="All"
            options={Object.entries(HOLD_LABELS).map(([value, label]) => ({ value, label }))}
          />
          <button type="submit" class="btn mt-7 min-h-11">
            Show
          </button>
        </FieldRow>
      </form>
      {rows.length === 0 ? (
        <p class="text-muted">None of these.</p>
      ) : (
        <Table caption="Unpaid invoices, the longest due first" rows={rows} columns={columnsOf(today)} />
      )}
    </section>
  );
}

function columnsOf(today: Temporal.PlainDate) {
  return [
    {
      heading: 'Invoice',
      lead: true,
      cell: ({ invoice }: Owed) => (
        <a class="link" href={`/invoices/${showId('invoice', invoice.id)}`}>
          {invoice.number}
        </a>
      ),
    },
    { heading: 'Organisation', cell: (it: Owed) => it.invoice.organisationName },
    { heading: 'Due', cell: (it: Owed) => <Day day={it.invoice.dueDate} short /> },
    {
      heading: 'Last reminder',
      cell: (it: Owed) => (it.chases[0] ? <Moment at={it.chases[0].at} /> : '–'),
    },
    {
      heading: 'Reminders',
      cell: (it: Owed) => (
        <a class="link" href={`/invoices/${showId('invoice', it.invoice.id)}/chasing`}>
          {standingWords(it, today)}
        </a>
      ),
    },
    { heading: 'Owed', figures: true, cell: (it: Owed) => <Money pence={it.invoice.outstandingPence} /> },
  ];
}

function Sum({ pence, href }: { pence: Pence | undefined; href: string }) {
  return pence === undefined ? <>–</> : <Money pence={pence} href={href} />;
}

function sumsByAge(owed: readonly Owed[], today: Temporal.PlainDate): Map<DebtAge, Pence> {
  const ages = Map.groupBy(owed, it => debtAge(it.invoice.dueDate, today));
  return new Map([...ages].map(([age, its]) => [age, totalOf(its)]));
}

function totalOf(owed: readonly Owed[]): Pence {
  return sumPence(owed.map(it => it.invoice.outstandingPence));
}

function rowsOf({ age, by }: { readonly age?: DebtAge; readonly by?: Id<'organisation'> }): string {
  const query = new URLSearchParams({
    ...(age ? { age } : {}),
    ...(by ? { organisation: showId('organisation', by) } : {}),
  });
  return `${PATH}?${query}#rows`;
}
