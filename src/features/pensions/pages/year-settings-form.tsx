import type { FormState } from '#platform/form.ts';
import { FieldGroup, FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import type { PensionYear } from '../pension-year.ts';

/** What only the locum knows of a year: a tier told, days counted otherwise. */
export function Settings({ path, year, form }: { path: string; year: PensionYear; form: FormState }) {
  return (
    <section aria-label="What you know of this year">
      <Form action={path} form={form} submit="Keep" tone="neutral">
        <FieldGroup
          legend="What you know of this year"
          hint="Leave the tier empty and it is reckoned. The dates on the forms are the days of service; where the agency counts differently, correct them here and say why."
        >
          <FieldRow>
            <TextField
              form={form}
              name="tier"
              label="Tier in use, %"
              required={false}
              inputmode="decimal"
              width="w-28"
            />
            <TextField
              form={form}
              name="daysAdjustment"
              label="Days more or fewer"
              required={false}
              inputmode="text"
              width="w-28"
            />
            <TextField form={form} name="daysNote" label="Why" required={false} width="w-72" />
          </FieldRow>
          {year.scheme === 'northern_ireland' && (
            <SelectField
              form={form}
              name="annualises"
              label="Is income annualised, as you were told?"
              required={false}
              empty="Nobody said"
              options={[
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
              ]}
            />
          )}
        </FieldGroup>
      </Form>
      {year.settings.daysAdjustment !== 0 && (
        <Caution>
          The days are corrected by {year.settings.daysAdjustment}: {year.settings.daysNote}
        </Caution>
      )}
    </section>
  );
}

/** The settings as the form has them. */
export function settingsAsTyped({ settings }: PensionYear) {
  return {
    tier: settings.tierBasisPoints === null ? '' : String(settings.tierBasisPoints / 100),
    daysAdjustment: settings.daysAdjustment === 0 ? '' : String(settings.daysAdjustment),
    daysNote: settings.daysNote,
    annualises: settings.annualises === null ? '' : settings.annualises ? 'yes' : 'no',
  };
}
