import { type FormState, freshForm, typed } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldRow, Form, HiddenField, SelectField } from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { BANK_FORMATS } from '#rules/bank/bank-line.ts';
import { BANK_COLUMNS, type BankColumn } from '#rules/bank/csv-layout.ts';
import type { ImportPlan } from '../import-statement.ts';
import type { ReadStatement } from '../read-statement.ts';

const SHOWN = 50;
const ERRORS_SHOWN = 20;

/** What a file would bring, line by line, with what could not be read, and its columns to choose. */
export function DryRun({ read, plan, form }: { read: ReadStatement; plan: ImportPlan; form: FormState }) {
  const isWhole = read.errors.length === 0 && plan.fresh.length > 0;
  return (
    <div class="flex flex-col gap-8">
      {read.errors.length > 0 && <Errors read={read} />}
      <ul class="list-disc pl-5">
        <li>
          {typed(form, 'fileName')}, read as {BANK_FORMATS[read.format]}
        </li>
        <li>{counted(plan.fresh.length, 'new line of money that came in', 'new lines of money that came in')}</li>
        <li>{counted(plan.knownCount, 'line that is here already', 'lines that are here already')}</li>
        <li>
          {counted(
            plan.outCount,
            'line of money that went out; it is not kept',
            'lines of money that went out; they are not kept',
          )}
        </li>
      </ul>
      {read.errors.length === 0 && plan.fresh.length === 0 && (
        <Caution>
          Nothing in this file is new, so there is nothing to keep.{' '}
          <a class="link" href="/bank">
            Back to the bank page
          </a>
        </Caution>
      )}
      {isWhole && (
        <Form
          action="/bank/import"
          form={freshForm()}
          submit={plan.fresh.length === 1 ? 'Keep this line' : `Keep these ${plan.fresh.length} lines`}
          cancel="/bank"
        >
          <Carried form={form} />
          <HiddenField name="confirmed" value="yes" />
          {read.choice && BANK_COLUMNS.map(column => <HiddenField name={column} value={read.choice?.[column] ?? ''} />)}
          {typed(form, 'isReversed') !== '' && <HiddenField name="isReversed" value="on" />}
        </Form>
      )}
      {plan.fresh.length > 0 && (
        <div>
          <Table
            caption="What would be kept"
            rows={plan.fresh.slice(0, SHOWN)}
            columns={[
              { heading: 'Line', lead: true, cell: it => <span class="break-words">{it.description}</span> },
              { heading: 'Day', cell: it => <Day day={it.day} /> },
              { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
            ]}
          />
          {plan.fresh.length > SHOWN && <p class="mt-2 text-muted">and {plan.fresh.length - SHOWN} more</p>}
        </div>
      )}
      {read.choice && <Columns read={read} form={form} />}
    </div>
  );
}

function Errors({ read }: { read: ReadStatement }) {
  return (
    <div role="alert" class="alert alert-error alert-soft items-start">
      <div>
        <p class="font-medium">
          {read.choice
            ? 'Put these lines right in the file, or choose other columns below. Nothing is kept.'
            : 'These lines cannot be read. Nothing is kept.'}
        </p>
        <ul class="mt-1 list-disc pl-5">
          {read.errors.slice(0, ERRORS_SHOWN).map(error => (
            <li>
              Line {error.line}: {error.message}
            </li>
          ))}
        </ul>
        {read.errors.length > ERRORS_SHOWN && <p>and {read.errors.length - ERRORS_SHOWN} more</p>}
      </div>
    </div>
  );
}

const LABELS: Readonly<Record<BankColumn, string>> = {
  date: 'Date',
  description: 'Description',
  amount: 'Amount, with a sign',
  paidIn: 'Paid in',
  paidOut: 'Paid out',
};

function Columns({ read, form }: { read: ReadStatement; form: FormState }) {
  const choices = freshForm({
    ...Object.fromEntries(BANK_COLUMNS.map(column => [column, read.choice?.[column] ?? ''])),
    isReversed: typed(form, 'isReversed'),
  });
  return (
    <section aria-labelledby="columns">
      <h2 id="columns" class="mb-3 text-lg font-medium">
        Columns
      </h2>
      <Form action="/bank/import" form={choices} submit="Read it again" tone="neutral">
        <Carried form={form} />
        <FieldRow>
          {BANK_COLUMNS.map(column => (
            <SelectField
              form={choices}
              name={column}
              label={LABELS[column]}
              required={false}
              empty="None"
              options={read.headings.filter(Boolean).map(heading => ({ value: heading, label: heading }))}
            />
          ))}
        </FieldRow>
        <CheckboxField form={choices} name="isReversed" label="Money that came in has a minus in this file" />
      </Form>
    </section>
  );
}

function Carried({ form }: { form: FormState }) {
  return (
    <>
      {['id', 'fileName', 'text', 'bankAccount'].map(name => (
        <HiddenField name={name} value={typed(form, name)} />
      ))}
    </>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
