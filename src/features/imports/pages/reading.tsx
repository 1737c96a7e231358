import { type FormState, freshForm } from '#platform/form.ts';
import { Badge } from '#platform/ui/figures.tsx';
import { FieldRow, Form, SelectField, TimeField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { FIELDS, IMPORT_KINDS, KIND_LABELS } from '../fields.ts';
import type { FileLine, Planned } from '../planned.ts';
import type { Batch } from '../store.ts';

/** Lines that are shown of each outcome; all are counted. */
const MOST_SHOWN = 200;

interface Props {
  readonly batch: Batch;
  readonly lines: readonly FileLine[];
  readonly plan: ReadonlyMap<number, Planned>;
  readonly path: string;
  readonly form: FormState | undefined;
}

/** Which column is what, and beneath it what each line would become. */
export function Reading(props: Props) {
  const { batch, plan, path } = props;
  const count = (outcome: Planned['outcome']) => [...plan.values()].filter(it => it.outcome === outcome).length;
  const [make, duplicate, wrong] = [count('make'), count('duplicate'), count('wrong')];
  return (
    <div class="flex flex-col gap-10">
      <Columns {...props} />
      <section aria-labelledby="lines">
        <h2 id="lines" class="mb-1 text-lg font-medium">
          What would be made
        </h2>
        <p class="mb-3">
          Of {batch.lineCount} {batch.lineCount === 1 ? 'line' : 'lines'}: {make} to import, {duplicate} already here,{' '}
          {wrong} that cannot be taken.
        </p>
        <div class="mb-5 flex flex-wrap gap-3">
          {make > 0 && (
            <form method="post" action={`${path}/start`}>
              <button type="submit" class="btn btn-primary min-h-11">
                {make === 1 ? 'Import one line' : `Import ${make} lines`}
              </button>
            </form>
          )}
          <form method="post" action={`${path}/drop`}>
            <button type="submit" class="btn btn-ghost min-h-11">
              Forget this file
            </button>
          </form>
        </div>
        <Lines {...props} />
      </section>
    </div>
  );
}

function Columns({ batch, lines, path, form }: Props) {
  const { choice, kind } = batch;
  const shown =
    form ??
    freshForm({
      kind,
      column: choice.columns,
      usualStart: choice.usualStart,
      usualEnd: choice.usualEnd,
      paidWithoutDay: choice.paidWithoutDay,
    });
  const fields = FIELDS[kind].map(({ key, label, isRequired }) => ({
    value: key,
    label: isRequired ? `${label} (needed)` : label,
  }));
  const sample = lines[0]?.cells ?? [];
  return (
    <section aria-labelledby="columns">
      <h2 id="columns" class="mb-3 text-lg font-medium">
        Which column is what
      </h2>
      <Form action={path} form={shown} submit="Read it like this" tone="neutral">
        <div class="max-w-md">
          <SelectField
            form={shown}
            name="kind"
            label="The lines are"
            hint="Changing this: press the button below, then choose the columns anew."
            options={IMPORT_KINDS.map(value => ({ value, label: KIND_LABELS[value] }))}
          />
        </div>
        <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {batch.headings.map((heading, index) => (
            <SelectField
              form={shown}
              name="column"
              index={index}
              label={heading || `Column ${index + 1}`}
              hint={sample[index] ? `Such as: ${sample[index].slice(0, 60)}` : 'Empty in the first line'}
              required={false}
              empty="Leave out"
              options={fields}
            />
          ))}
        </div>
        {kind === 'sessions' && (
          <FieldRow>
            <TimeField form={shown} name="usualStart" label="Start, where the file names none" required={false} />
            <TimeField form={shown} name="usualEnd" label="End, where the file names none" required={false} />
          </FieldRow>
        )}
        {kind === 'invoices' && (
          <div class="max-w-md">
            <SelectField
              form={shown}
              name="paidWithoutDay"
              label="Paid, but no day is told"
              options={[
                { value: 'refuse', label: 'Leave such lines out' },
                { value: 'due', label: 'Take the day it was due' },
              ]}
            />
          </div>
        )}
      </Form>
    </section>
  );
}

const WORDS = {
  make: ['success', 'import'],
  duplicate: ['neutral', 'already here'],
  wrong: ['error', 'cannot be taken'],
} as const;

function Lines({ lines, plan }: Props) {
  const rows = lines.flatMap(({ line }) => {
    const planned = plan.get(line);
    return planned ? [{ line, planned }] : [];
  });
  // what needs a look stands first
  const order = { wrong: 0, make: 1, duplicate: 2 };
  const sorted = rows.toSorted((a, b) => order[a.planned.outcome] - order[b.planned.outcome] || a.line - b.line);
  const shown = sorted.slice(0, MOST_SHOWN);
  return (
    <>
      <Table
        caption="Lines of the file"
        rows={shown}
        columns={[
          {
            heading: 'What',
            lead: true,
            cell: ({ planned }) => (planned.outcome === 'make' ? planned.words : planned.reason),
          },
          { heading: 'Line', figures: true, cell: it => String(it.line) },
          {
            heading: 'Outcome',
            cell: ({ planned: { outcome } }) => <Badge tone={WORDS[outcome][0]}>{WORDS[outcome][1]}</Badge>,
          },
        ]}
      />
      {rows.length > shown.length && (
        <p class="mt-2 text-muted">And {rows.length - shown.length} more lines, read in the same way.</p>
      )}
    </>
  );
}
