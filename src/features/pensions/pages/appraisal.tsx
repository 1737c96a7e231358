import type { z } from 'zod';
import { askedOf } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, ErrorSummary, FieldRow, HiddenField, MoneyField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { appraisalDays, appraisalEntries } from '#rules/pension/appraisal-days.ts';
import { schemeYearOf } from '#rules/tax-year.ts';
import { appraisalInput } from '../input.ts';
import { APPRAISAL_REFUSALS } from '../keep-appraisal-days.ts';

const DAYS = ['day1', 'day2', 'day3', 'day4'] as const;

/** How the days of one appraisal go onto the forms: what follows on is one line, separate days share the fee. */
export function AppraisalDays({ c }: { c: WebContext }) {
  const { form, input } = askedOf(c, appraisalInput, ['fee', ...DAYS]);
  return (
    <section aria-labelledby="appraisal">
      <h2 id="appraisal" class="mb-1 text-lg font-medium">
        The days of an appraisal
      </h2>
      <p class="mb-4 max-w-prose text-muted">
        From 2026/27 one appraisal may be entered with one to three days of service. Days that follow each other are one
        line; separate days are separate entries and share the fee equally. The page of an appraisal’s booking leads to
        its own days, which its Forms A then carry.
      </p>
      <form method="get" action="/pension/routes#appraisal" class="flex flex-col gap-4" novalidate>
        <ErrorSummary form={form} />
        <HiddenField name="workType" value="appraisal" />
        <FieldRow>
          <MoneyField form={form} name="fee" label="Fee of the appraisal" />
          {DAYS.map((name, at) => (
            <DayField form={form} name={name} label={`Day ${at + 1}`} required={at === 0} />
          ))}
        </FieldRow>
        <p>
          <button type="submit" class="btn min-h-11">
            Split it
          </button>
        </p>
      </form>
      {input && <Entries input={input} />}
    </section>
  );
}

function Entries({ input }: { input: z.output<typeof appraisalInput> }) {
  const [first] = input.days;
  const allowed = first && appraisalDays(schemeYearOf(first), input.days.length);
  if (!allowed?.ok) return <p role="status">{APPRAISAL_REFUSALS[allowed?.reason ?? 'no_days']}</p>;
  return (
    <Table
      caption="Entries of the appraisal"
      rows={appraisalEntries(input.days, input.fee)}
      columns={[
        { heading: 'First day', lead: true, cell: entry => <Day day={entry.run.from} /> },
        { heading: 'Last day', cell: entry => <Day day={entry.run.to} /> },
        { heading: 'Fee', figures: true, cell: entry => <Money pence={entry.feePence} /> },
      ]}
    />
  );
}
