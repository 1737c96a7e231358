import { type FormState, freshForm } from '#platform/form.ts';
import { Badge, Day, Money, type Tone } from '#platform/ui/figures.tsx';
import { DayField, ErrorSummary, FieldRow, Form, HiddenField, MoneyField, SelectField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';
import { type PensionScheme, SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth, type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import type { KeptFormB } from '../form-b-store.ts';
import { type ReadStatement, STATEMENT_COLUMNS, type StatementColumn } from '../read-statement-csv.ts';
import {
  type Comparison,
  compareStatement,
  type SoloFigure,
  type Statement,
  type StatementLine,
} from '../statement.ts';
import { schemeQuery } from './scheme-year.ts';

/** The twelve months of a scheme year. */
export function monthsOf(year: SchemeYear): PensionMonth[] {
  const { first } = schemeYearDays(year);
  return Array.from({ length: 12 }, (_, months) => pensionMonthOf(first.add({ months })));
}

/** Which year and scheme the page is about. */
export function SchemeAndYear(props: { year: SchemeYear; scheme: PensionScheme; today: Temporal.PlainDate }) {
  const { first } = schemeYearDays(schemeYearOf(props.today));
  const years = [0, -1, -2, -3, -4, -5].map(many => schemeYearOf(first.add({ years: many })));
  const form = freshForm({ year: props.year, scheme: props.scheme });
  return (
    <form method="get" action="/pension/statements">
      <FieldRow>
        <SelectField
          form={form}
          name="year"
          label="Scheme year"
          options={years.map(value => ({ value, label: value }))}
        />
        <SelectField
          form={form}
          name="scheme"
          label="Scheme"
          options={Object.entries(SCHEMES).map(([value, { label }]) => ({ value, label }))}
        />
        <button type="submit" class="btn mt-7 min-h-11">
          Show
        </button>
        <a class="btn btn-ghost mt-7 min-h-11" href={`/pension/ledger?year=${props.year}`}>
          Open the ledger
        </a>
      </FieldRow>
    </form>
  );
}

const VERDICTS: Readonly<Record<Comparison['verdict'], readonly [Tone, string]>> = {
  agrees: ['success', 'Agrees'],
  missing: ['error', 'Missing'],
  more: ['warning', 'More'],
  differs: ['warning', 'Differs'],
};

/** A statement month by month beside Forms B and SOLO work, and what to do about each difference. */
export function KeptStatement(props: {
  statement: Statement;
  formBs: readonly KeptFormB[];
  solo: readonly SoloFigure[];
}) {
  const { statement } = props;
  const id = showId('statement', statement.id);
  return (
    <section aria-labelledby="compared">
      <h2 id="compared" class="mb-1 text-lg font-medium">
        Statement of <Day day={statement.statedOn} />
      </h2>
      <p class="mb-3 text-muted">
        {statement.source === 'typed' ? 'Typed in.' : `Imported from ${statement.fileName ?? 'a file'}.`} Compared with
        the Forms B that are submitted and not rejected, and with{' '}
        <a class="link" href={`/pension/solo/${statement.schemeYear}${schemeQuery(statement.scheme)}`}>
          SOLO work
        </a>
        . Salaried and partner pay is not in it.
      </p>
      <Table
        caption="The statement beside what is here"
        rows={compareStatement(statement, props.formBs, props.solo)}
        columns={[
          {
            heading: 'Month',
            lead: true,
            cell: it =>
              it.month === null ? (
                'The whole year'
              ) : (
                <a class="link" href={`/pension/form-b/${it.month}${schemeQuery(statement.scheme)}`}>
                  {formatPensionMonth(it.month)}
                </a>
              ),
          },
          { heading: 'The agency holds', figures: true, cell: it => <Amount pence={it.stated?.pensionablePence} /> },
          {
            heading: 'Here',
            figures: true,
            cell: it => (
              <>
                <Amount pence={it.sent?.pensionablePence} />
                {it.soloPence !== 0 && (
                  <span class="block text-sm text-muted">
                    SOLO <Money pence={it.soloPence} />
                  </span>
                )}
              </>
            ),
          },
          {
            heading: 'Result',
            cell: it => (
              <>
                <Badge tone={VERDICTS[it.verdict][0]}>{VERDICTS[it.verdict][1]}</Badge>
                {it.verdict !== 'agrees' && <span class="block">{it.words}</span>}
              </>
            ),
          },
          { heading: 'Next', cell: it => it.next },
        ]}
      />
      <form
        method="post"
        action={`/pension/statements/${id}/delete?year=${statement.schemeYear}&scheme=${statement.scheme}`}
        class="mt-3"
      >
        <button type="submit" class="btn btn-sm min-h-11">
          Delete this statement
        </button>
      </form>
    </section>
  );
}

/** The year in one figure, or its months. */
export function TypedForm({ action, year, form }: { action: string; year: SchemeYear; form: FormState }) {
  const rows = ['The whole year, in one figure', ...monthsOf(year).map(formatPensionMonth)];
  return (
    <section aria-labelledby="typed">
      <h2 id="typed" class="mb-3 text-lg font-medium">
        Type it in
      </h2>
      <Form action={action} form={form} submit="Keep and compare">
        <HiddenField name="id" value={String(form.values.id ?? '')} />
        <DayField form={form} name="statedOn" label="Day of the statement" />
        {rows.map((label, index) => (
          <details open={index === 0 || hasFigures(form, index)}>
            <summary class="min-h-11 cursor-pointer">{label}</summary>
            <FieldRow>
              <MoneyField form={form} name="pensionable" label="Pensionable pay" index={index} required={false} />
              <MoneyField form={form} name="employee" label="Your contributions" index={index} required={false} />
              <MoneyField form={form} name="employer" label="Employer’s contributions" index={index} required={false} />
            </FieldRow>
          </details>
        ))}
      </Form>
    </section>
  );
}

function hasFigures(form: FormState, index: number): boolean {
  return ['pensionable', 'employee', 'employer'].some(name => {
    const typed = form.values[name];
    return Array.isArray(typed) && Boolean(typed[index]);
  });
}

/** A CSV file, looked at first. */
export function ImportForm({ action, form }: { action: string; form: FormState }) {
  return (
    <section aria-labelledby="import">
      <h2 id="import" class="mb-3 text-lg font-medium">
        Import a CSV file
      </h2>
      <form method="post" action={action} enctype="multipart/form-data" class="flex flex-col gap-4" novalidate>
        <ErrorSummary form={form} />
        <DayField form={form} name="statedOn" label="Day of the statement" />
        <div>
          <label for="file" class="mb-1 block">
            File
          </label>
          <input id="file" type="file" name="file" accept=".csv,text/csv,text/plain" class="file-input min-h-11" />
          <p class="mt-1 text-sm text-muted">
            One line a month, or one for the year, under a line of headings. You see what would be kept before anything
            is.
          </p>
        </div>
        <p>
          <button type="submit" class="btn min-h-11">
            Look at it
          </button>
        </p>
      </form>
    </section>
  );
}

const COLUMN_LABELS: Readonly<Record<StatementColumn, string>> = {
  month: 'Month',
  pensionable: 'Pensionable pay',
  employee: 'Your contributions',
  employer: 'Employer’s contributions',
  description: 'Description',
};

/** What a file would give, its columns to choose, and what could not be read, line by line. */
export function DryRun(props: { action: string; cancel: string; read: ReadStatement; form: FormState }) {
  const { read, form } = props;
  const isWhole = read.errors.length === 0 && read.lines.length > 0;
  const choices = freshForm(Object.fromEntries(STATEMENT_COLUMNS.map(column => [column, read.choice[column]])));
  const hidden = (
    <>
      <HiddenField name="statedOn" value={String(form.values.statedOn ?? '')} />
      <HiddenField name="fileName" value={String(form.values.fileName ?? '')} />
      <HiddenField name="text" value={String(form.values.text ?? '')} />
    </>
  );
  return (
    <div class="flex flex-col gap-8">
      {read.errors.length > 0 && (
        <div role="alert" class="alert alert-error alert-soft items-start">
          <div>
            <p class="font-medium">Put these lines right in the file, or choose other columns. Nothing is kept.</p>
            <ul class="mt-1 list-disc pl-5">
              {read.errors.map(error => (
                <li>
                  Line {error.line}: {error.message}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <Table caption="What would be kept" rows={read.lines} columns={LINE_COLUMNS} />
      {isWhole && (
        <Form
          action={props.action}
          form={freshForm()}
          submit={read.lines.length === 1 ? 'Keep this line' : `Keep these ${read.lines.length} lines`}
          cancel={props.cancel}
        >
          {hidden}
          <HiddenField name="confirmed" value="yes" />
          {STATEMENT_COLUMNS.map(column => (
            <HiddenField name={column} value={read.choice[column]} />
          ))}
        </Form>
      )}
      <section aria-labelledby="columns">
        <h2 id="columns" class="mb-3 text-lg font-medium">
          Columns
        </h2>
        <Form action={props.action} form={choices} submit="Read it again" tone="neutral">
          {hidden}
          <FieldRow>
            {STATEMENT_COLUMNS.map(column => (
              <SelectField
                form={choices}
                name={column}
                label={COLUMN_LABELS[column]}
                required={false}
                empty="None"
                options={read.headings.filter(Boolean).map(heading => ({ value: heading, label: heading }))}
              />
            ))}
          </FieldRow>
        </Form>
      </section>
    </div>
  );
}

const LINE_COLUMNS = [
  {
    heading: 'Month',
    lead: true,
    cell: (line: StatementLine) => (line.month === null ? 'The whole year' : formatPensionMonth(line.month)),
  },
  { heading: 'Description', cell: (line: StatementLine) => line.description },
  {
    heading: 'Pensionable pay',
    figures: true,
    cell: (line: StatementLine) => <Money pence={line.pensionablePence} />,
  },
  { heading: 'You', figures: true, cell: (line: StatementLine) => <Amount pence={line.employeePence} /> },
  { heading: 'Employer', figures: true, cell: (line: StatementLine) => <Amount pence={line.employerPence} /> },
];

function Amount({ pence }: { pence: Pence | null | undefined }) {
  return pence === null || pence === undefined ? <>–</> : <Money pence={pence} />;
}
