import type { Child } from 'hono/jsx';
import { describeTerms, TERMS_PRESETS } from '#rules/cancellation-terms.ts';
import { allTyped, type FormState, typed } from '../form.ts';
import { CheckboxField, HiddenField, SelectField } from './form.tsx';

const UNITS = [
  ['hours', 'hours'],
  ['days', 'days'],
  ['working_days', 'working days'],
] as const;

const ROWS = 4;

/** Steps of notice and percent, or a ready-made set. Without the tick the usual terms apply, which `usual` puts into words. */
export function TermsEditor({ form, tick, usual }: { form: FormState; tick: string; usual: Child }) {
  const rows = Math.max(ROWS, allTyped(form, 'termsLessThan').length + 1);
  const error = form.errors.cancellationTerms ?? form.errors['cancellationTerms.bands'];
  return (
    <div>
      <CheckboxField form={form} name="ownTerms" label={tick} />
      {typed(form, 'hadTerms') === 'on' && <HiddenField name="hadTerms" value="on" />}
      <p class="mb-3 text-sm text-muted">{usual}</p>
      <fieldset id="f-cancellationTerms">
        <legend class="sr-only">Steps of the cancellation terms</legend>
        {error && <p class="mb-2 text-sm font-medium text-error">{error}</p>}
        {Array.from({ length: rows }, (_, i) => (
          <div class="mb-2 flex flex-wrap items-center gap-2">
            <span>Less than</span>
            <input
              type="text"
              inputmode="numeric"
              name="termsLessThan"
              aria-label={`Notice of step ${i + 1}`}
              value={allTyped(form, 'termsLessThan')[i] ?? ''}
              class="input min-h-11 w-20"
              autocomplete="off"
            />
            <select name="termsUnit" aria-label={`Unit of step ${i + 1}`} class="select min-h-11 w-40">
              {UNITS.map(([value, label]) => (
                <option value={value} selected={(allTyped(form, 'termsUnit')[i] ?? 'days') === value}>
                  {label}
                </option>
              ))}
            </select>
            <input
              type="text"
              inputmode="decimal"
              name="termsPercent"
              aria-label={`Percent of step ${i + 1}`}
              value={allTyped(form, 'termsPercent')[i] ?? ''}
              class="input min-h-11 w-20 text-right"
              autocomplete="off"
            />
            <span>% of the fee</span>
          </div>
        ))}
      </fieldset>
      <details class="text-sm">
        <summary class="min-h-11 cursor-pointer content-center">Terms that others use</summary>
        <ul class="list-disc pl-5">
          {TERMS_PRESETS.map(preset => (
            <li>
              {preset.label}: {describeTerms(preset.terms).join('; ')}
            </li>
          ))}
        </ul>
        <div class="mt-3 max-w-72">
          <SelectField
            form={form}
            name="termsPreset"
            label="Take over a set"
            required={false}
            empty="Keep the steps above"
            options={TERMS_PRESETS.map(preset => ({ value: preset.code, label: preset.label }))}
            hint="Takes their place when you save."
          />
        </div>
      </details>
    </div>
  );
}
