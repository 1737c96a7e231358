import type { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Badge, Day } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatDistance } from '#rules/dates.ts';
import { formBDue, tenWeeks } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { pensionMonthOf } from '#rules/pension-month.ts';
import { tenWeeksInput } from '../input.ts';
import { NATION_OPTIONS, ToolForm } from './parts.tsx';

/** Until when the forms for some work must have arrived, by both readings of the rule. */
export function showTenWeeks(ctx: Needs<'clock'>, c: WebContext) {
  const today = ctx.clock.today();
  const { form, input } = askedOf(c, tenWeeksInput, ['first', 'last', 'nation'], { nation: 'england' });
  return showPage(
    c,
    {
      title: 'Ten-week checker',
      lead: 'Form A, Form B and the money must arrive within ten weeks of the work, or it can no longer be pensioned.',
    },
    <div class="flex flex-col gap-8">
      <ToolForm action="/tools/ten-weeks" form={form}>
        <FieldRow>
          <DayField form={form} name="first" label="First day worked" />
          <DayField form={form} name="last" label="Last day worked" hint="The same day for one session" />
          <SelectField form={form} name="nation" label="Nation" options={NATION_OPTIONS} />
        </FieldRow>
      </ToolForm>
      {input && <Outcome input={input} today={today} />}
    </div>,
  );
}

function Outcome({ input, today }: { input: z.output<typeof tenWeeksInput>; today: Temporal.PlainDate }) {
  const { safeUntil, lastChance } = tenWeeks(input.first, input.last);
  const due = formBDue(pensionMonthOf(today), input.nation);
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-3 flex flex-wrap items-center gap-3 text-lg font-medium">
        Until <Day day={safeUntil} />{' '}
        {SCHEMES[schemeOf(input.nation)].tenWeeksConfirmed ? (
          <Standing safeUntil={safeUntil} lastChance={lastChance} today={today} />
        ) : (
          <Badge tone="neutral">Not confirmed</Badge>
        )}
      </h2>
      <Facts
        rows={[
          [
            'Safe until',
            <>
              <Day day={safeUntil} /> <span class="text-muted">({formatDistance(today, safeUntil)})</span>
            </>,
          ],
          [
            'Last chance',
            <>
              <Day day={lastChance} /> <span class="text-muted">({formatDistance(today, lastChance)})</span>
            </>,
          ],
          ['If you are paid this month', <>Form B and the money must be in by {<Day day={due} />}</>],
        ]}
      />
      <p class="mt-4 max-w-prose text-muted">
        Sources disagree on the day from which the ten weeks count: PCSE says the first day worked, NHSBSA the day on
        which the work was completed. Go by the first; what has passed the second is lost.
        {!SCHEMES[schemeOf(input.nation)].tenWeeksConfirmed &&
          ' For Scotland no source confirms the rule at all: ask Practitioner Services.'}
      </p>
    </section>
  );
}

function Standing(it: { safeUntil: Temporal.PlainDate; lastChance: Temporal.PlainDate; today: Temporal.PlainDate }) {
  if (Temporal.PlainDate.compare(it.today, it.lastChance) > 0) return <Badge tone="error">Too late</Badge>;
  if (Temporal.PlainDate.compare(it.today, it.safeUntil) > 0) return <Badge tone="warning">At risk</Badge>;
  return <Badge tone="success">In time</Badge>;
}
