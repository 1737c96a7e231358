import { type FormState, freshForm, typed } from '#platform/form.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldRow, Form, HiddenField, SelectField } from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { EXPENSE_CATEGORIES, type ExpenseKey, expenseLabel } from '#rules/expense-categories.ts';
import { EXPENSE_COLUMNS, type ExpenseColumn, type ReadExpenses } from '#rules/expense-csv.ts';
import { sumPence } from '#rules/money.ts';
import type { ExpenseImportPlan } from '../import-expenses.ts';

const SHOWN = 100;
const ERRORS_SHOWN = 20;

interface Look {
  read: ReadExpenses;
  plan: ExpenseImportPlan;
  form: FormState;
  usual: ExpenseKey;
}

/** What a file would record, line by line, with what could not be read, what is there already, and its columns to choose. */
export function ExpenseDryRun(look: Look) {
  const { read, plan, form } = look;
  const isWhole = read.errors.length === 0 && plan.fresh.length > 0;
  return (
    <div class="flex flex-col gap-8">
      {read.errors.length > 0 && <Errors read={read} />}
      <ul class="list-disc pl-5">
        <li class="break-words">
          {typed(form, 'fileName')}: {plan.fresh.length === 1 ? '1 new expense' : `${plan.fresh.length} new expenses`},{' '}
          <Money pence={sumPence(plan.fresh.map(it => it.paidPence))} />
        </li>
        <li>{plan.known.length} recorded already</li>
        {read.leftOut > 0 && <li>{read.leftOut} of money that came in, or of nought; left out</li>}
      </ul>
      {read.errors.length === 0 && plan.fresh.length === 0 && (
        <Caution>
          Nothing in this file is new. If money spent stands with a minus in it, say so below.{' '}
          <a class="link" href="/expenses/import">
            Choose another file
          </a>
        </Caution>
      )}
      {isWhole && <Confirm {...look} />}
      {plan.fresh.length > 0 && <Lines {...look} />}
      <Columns {...look} />
    </div>
  );
}

function Confirm({ read, plan, form, usual }: Look) {
  return (
    <Form
      action="/expenses/import"
      form={freshForm()}
      submit={plan.fresh.length === 1 ? 'Record it' : `Record these ${plan.fresh.length}`}
      cancel="/expenses/import"
    >
      <Carried form={form} />
      <HiddenField name="confirmed" value="yes" />
      <HiddenField name="usual" value={usual} />
      {EXPENSE_COLUMNS.map(column => (
        <HiddenField name={column} value={read.choice[column]} />
      ))}
      {typed(form, 'isNegative') !== '' && <HiddenField name="isNegative" value="on" />}
      {plan.alike.size > 0 && (
        <CheckboxField
          form={freshForm({ withoutAlike: 'on' })}
          name="withoutAlike"
          label={`Leave out the ${plan.alike.size === 1 ? 'one that looks' : `${plan.alike.size} that look`} like something recorded`}
        />
      )}
    </Form>
  );
}

function Lines({ plan }: Look) {
  return (
    <div>
      <Table
        caption="What would be recorded"
        rows={plan.fresh.slice(0, SHOWN)}
        columns={[
          {
            heading: 'For',
            lead: true,
            cell: it => (
              <span class="break-words">
                {it.description}
                {plan.alike.has(it.row) && (
                  <span class="block text-sm font-normal text-muted">
                    Looks like “{plan.alike.get(it.row)?.description}” of that day
                  </span>
                )}
              </span>
            ),
          },
          { heading: 'Day', cell: it => <Day day={it.day} short /> },
          {
            heading: 'Category',
            cell: it => (
              <>
                {expenseLabel(it.category)} {it.isGuessed && <Badge tone="warning">the usual one</Badge>}
              </>
            ),
          },
          { heading: 'Amount', figures: true, cell: it => <Money pence={it.paidPence} /> },
        ]}
      />
      {plan.fresh.length > SHOWN && <p class="mt-2 text-muted">and {plan.fresh.length - SHOWN} more</p>}
    </div>
  );
}

function Errors({ read }: { read: ReadExpenses }) {
  return (
    <div role="alert" class="alert alert-error alert-soft items-start">
      <div>
        <p class="font-medium">
          Put these lines right in the file, or choose other columns below. Nothing is recorded.
        </p>
        <ul class="mt-1 list-disc pl-5">
          {read.errors.slice(0, ERRORS_SHOWN).map(error => (
            <li>
              Line {error.row}: {error.message}
            </li>
          ))}
        </ul>
        {read.errors.length > ERRORS_SHOWN && <p>and {read.errors.length - ERRORS_SHOWN} more</p>}
      </div>
    </div>
  );
}

const LABELS: Readonly<Record<ExpenseColumn, string>> = {
  date: 'Date',
  description: 'What it was for',
  amount: 'Amount',
  category: 'Category',
};

function Columns({ read, form, usual }: Look) {
  const choices = freshForm({ ...read.choice, usual, isNegative: typed(form, 'isNegative') });
  return (
    <section aria-labelledby="columns">
      <h2 id="columns" class="mb-3 text-lg font-medium">
        Columns
      </h2>
      <Form action="/expenses/import" form={choices} submit="Read it again" tone="neutral">
        <Carried form={form} />
        <FieldRow>
          {EXPENSE_COLUMNS.map(column => (
            <SelectField
              form={choices}
              name={column}
              label={LABELS[column]}
              required={false}
              empty="None"
              options={read.headings.filter(Boolean).map(heading => ({ value: heading, label: heading }))}
            />
          ))}
          <SelectField
            form={choices}
            name="usual"
            label="Where the file names none"
            options={EXPENSE_CATEGORIES.map(it => ({ value: it.key, label: it.label }))}
          />
        </FieldRow>
        <CheckboxField form={choices} name="isNegative" label="Money spent has a minus in this file" />
      </Form>
    </section>
  );
}

function Carried({ form }: { form: FormState }) {
  return (
    <>
      {['id', 'fileName', 'text'].map(name => (
        <HiddenField name={name} value={typed(form, name)} />
      ))}
    </>
  );
}
