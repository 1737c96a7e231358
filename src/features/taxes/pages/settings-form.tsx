import { type FormState, freshForm } from '#platform/form.ts';
import { CheckboxField, FieldGroup, FieldRow, Form, MoneyField, SelectField } from '#platform/ui/form.tsx';
import { formatPounds, type Pence, plainPounds } from '#rules/money.ts';
import { LOAN_PLANS } from '#rules/tax/tax-tables.ts';
import type { TaxYearView } from '../read-tax-year.ts';
import { PLAN_LABELS } from './year-estimate.tsx';

/** What the locum knows of a year and the books do not. */
export function SettingsForm({ view, form }: { view: TaxYearView; form: FormState }) {
  return (
    <section aria-label="What you know of this year" id="settings">
      <Form action={`/tax/${view.year}`} form={form} submit="Keep" tone="neutral">
        <FieldGroup legend="What you know of this year" hint="Amounts are of the whole tax year.">
          <FieldRow>
            <SelectField
              form={form}
              name="basis"
              label="My return goes by"
              options={[
                { value: 'cash', label: 'Money received' },
                { value: 'accruals', label: 'Work done' },
              ]}
            />
            <SelectField
              form={form}
              name="region"
              label="Income tax rates"
              required={false}
              empty={`As in my profile: ${view.region === 'scotland' ? 'Scotland' : 'rest of the UK'}`}
              options={[
                { value: 'rest_of_uk', label: 'England, Wales and Northern Ireland' },
                { value: 'scotland', label: 'Scotland' },
              ]}
            />
          </FieldRow>
          <FieldRow>
            <MoneyField
              form={form}
              name="employment"
              label="Pay from employment, before tax"
              hint="Only what you did not enter as payslips."
              required={false}
            />
            <MoneyField form={form} name="taxPaid" label="Tax that employers took" required={false} />
          </FieldRow>
          <FieldRow>
            <MoneyField
              form={form}
              name="other"
              label="Other income, such as rent"
              hint="Not savings interest or dividends: they have rates of their own, which are not reckoned here."
              required={false}
            />
            <MoneyField form={form} name="loanPaid" label="Student loan that employers took" required={false} />
          </FieldRow>
          <FieldRow>
            <MoneyField
              form={form}
              name="pension"
              label="NHS pension contributions that I paid"
              hint={`Left empty: ${formatPounds(view.books.pensionPence)}, your part of the Forms B paid over in the year, and what SOLO providers and your partnership took.`}
              required={false}
            />
            <MoneyField
              form={form}
              name="onAccount"
              label="Both payments on account towards this year"
              hint="Left empty: from the estimate of the year before."
              required={false}
            />
          </FieldRow>
          <MoneyField
            form={form}
            name="expectedProfit"
            label="Profit I expect of the whole year"
            hint="For what to put aside. Left empty: at the pace so far."
            required={false}
          />
          <SelectField
            form={form}
            name="quarters"
            label="Quarters of Making Tax Digital"
            hint="Chosen in your software before the year’s first update. Both are due on the same days."
            options={[
              { value: 'standard', label: 'To the 5th: 5 July, 5 October, 5 January, 5 April' },
              { value: 'calendar', label: 'Calendar: 30 June, 30 September, 31 December, 31 March' },
            ]}
          />
          <CheckboxField form={form} name="voluntaryClass2" label="I buy Class 2 where my profit is too low" />
        </FieldGroup>
        <FieldGroup legend="Student loans">
          <div>
            {LOAN_PLANS.map(plan => (
              <CheckboxField form={form} name="loanPlans" value={plan} label={PLAN_LABELS[plan]} />
            ))}
          </div>
        </FieldGroup>
      </Form>
    </section>
  );
}

/** The settings as the form shows them. */
export function settingsAsTyped({ settings }: TaxYearView): FormState {
  const amount = (pence: Pence | null) => (pence === null ? '' : plainPounds(pence));
  const sum = (pence: Pence) => (pence === 0 ? '' : plainPounds(pence));
  return freshForm({
    basis: settings.basis,
    region: settings.region ?? '',
    loanPlans: settings.loanPlans,
    employment: sum(settings.employment),
    other: sum(settings.other),
    taxPaid: sum(settings.taxPaid),
    loanPaid: sum(settings.loanPaid),
    voluntaryClass2: settings.voluntaryClass2 ? 'on' : '',
    pension: amount(settings.pension),
    onAccount: amount(settings.onAccount),
    expectedProfit: amount(settings.expectedProfit),
    quarters: settings.quarters,
  });
}
