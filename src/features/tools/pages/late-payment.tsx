import type { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import { askedOf } from '#platform/form.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, MoneyField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import type { WebContext } from '#platform/web.ts';
import { formatDay, formatDayShort } from '#rules/dates.ts';
import {
  compensationFor,
  LATE_PAYMENT_SOURCES,
  type LatePayment,
  latePayment,
  STATUTORY_MARGIN,
} from '#rules/late-payment.ts';
import { formatPercent, type Pence, sumPence } from '#rules/money.ts';
import { DEFAULT_PAYMENT_DAYS } from '#rules/payment-terms.ts';
import { latePaymentInput } from '../input.ts';
import { Source, ToolForm } from './parts.tsx';

/** What the Act gives on an invoice that is paid late: interest by the day and a fixed sum. */
export function showLatePayment(ctx: Needs<'clock'>, c: WebContext) {
  const { form, input } = askedOf(c, latePaymentInput, ['amount', 'dueOn', 'paidOn']);
  return showPage(
    c,
    {
      title: 'Late payment',
      lead: 'Interest and compensation that the law lets a business charge another, or a public authority, for paying late.',
    },
    <div class="flex flex-col gap-8">
      <ToolForm action="/tools/late-payment" form={form}>
        <FieldRow>
          <MoneyField form={form} name="amount" label="Amount of the invoice" />
          <DayField
            form={form}
            name="dueOn"
            label="Due on"
            hint={`Nothing agreed: ${DEFAULT_PAYMENT_DAYS} days after the invoice or the work, whichever is later`}
          />
          <DayField form={form} name="paidOn" label="Paid on" hint="Empty: not paid yet" required={false} />
        </FieldRow>
      </ToolForm>
      {input && <Outcome input={input} today={ctx.clock.today()} />}
    </div>,
  );
}

function Outcome({ input, today }: { input: z.output<typeof latePaymentInput>; today: Temporal.PlainDate }) {
  const { amount, dueOn, paidOn } = input;
  const answer = latePayment({ dueOn, amountPence: amount, payments: [] }, paidOn ?? today);
  if (answer.ok) return <Answer interest={answer} amount={amount} isPaid={paidOn !== undefined} />;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-3 text-lg font-medium">
        {answer.reason === 'rate_unknown' ? 'The rate is not known here' : 'It is not late'}
      </h2>
      <p>
        {answer.reason === 'rate_unknown'
          ? `Interest goes by Bank Rate of ${formatDay(answer.referenceDay)}, which is not known here yet or no longer.`
          : 'Interest starts on the day after the day on which payment was due.'}
      </p>
    </section>
  );
}

function Answer({ interest, amount, isPaid }: { interest: LatePayment; amount: Pence; isPaid: boolean }) {
  const compensation = compensationFor(amount);
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" class="mb-3 text-lg font-medium">
        You can charge <Money pence={sumPence([interest.interestPence, compensation])} />
        {!isPaid && ' up to today'}
      </h2>
      <Facts
        rows={[
          [
            `Interest, ${interest.days === 1 ? '1 day' : `${interest.days} days`}`,
            <Money pence={interest.interestPence} />,
          ],
          [
            'Fixed compensation',
            <>
              <Money pence={compensation} />{' '}
              <span class="text-muted">once: £40 below £1,000, £70 below £10,000, £100 from there</span>
            </>,
          ],
          [
            'Rate',
            <>
              {formatPercent(interest.basisPoints)} a year, simple:{' '}
              <span class="text-muted">
                Bank Rate of {formatDayShort(interest.referenceDay)}, {formatPercent(interest.referenceBasisPoints)},
                and {formatPercent(STATUTORY_MARGIN)} on top. It is fixed by the day on which interest starts.
              </span>
            </>,
          ],
        ]}
      />
      <div class="mt-4">
        <Table
          caption="How the interest comes about"
          rows={interest.periods}
          columns={[
            {
              heading: 'Days',
              lead: true,
              cell: period => (
                <>
                  <Day day={period.first} short /> to <Day day={period.last} short /> ({period.days})
                </>
              ),
            },
            { heading: 'Owed', figures: true, cell: period => <Money pence={period.balancePence} /> },
            { heading: 'Rate', figures: true, cell: () => formatPercent(interest.basisPoints) },
            { heading: 'Interest', figures: true, cell: period => <Money pence={period.interestPence} /> },
          ]}
        />
      </div>
      <p class="mt-4 max-w-prose text-muted">
        By the Late Payment of Commercial Debts (Interest) Act 1998. It is no help where your contract has a substantial
        remedy of its own, or against a private person. Sources: <Source href={LATE_PAYMENT_SOURCES.rule} />,{' '}
        <Source href={LATE_PAYMENT_SOURCES.rates} />, <Source href={LATE_PAYMENT_SOURCES.fixedRate} /> (read 23 Nov
        2026).
      </p>
    </section>
  );
}
