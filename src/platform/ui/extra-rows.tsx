import { allTyped, type FormState } from '../form.ts';
import { FieldRow, SelectField, TextField } from './form.tsx';

const LEAST_ROWS = 4;

/** What came on top of a booking, row by row; rows left empty fall away. */
export function ExtraRows({ form }: { form: FormState }) {
  const rows = Math.max(LEAST_ROWS, allTyped(form, 'extraDescription').length + 1);
  return (
    <>
      {Array.from({ length: rows }, (_, i) => (
        <FieldRow>
          <SelectField
            form={form}
            name="extraKind"
            label={`Kind of extra ${i + 1}`}
            tight
            required={false}
            index={i}
            options={[
              { value: 'work', label: 'Extra work' },
              { value: 'expense', label: 'Expense' },
            ]}
          />
          <TextField
            form={form}
            name="extraDescription"
            label={`Description of extra ${i + 1}`}
            tight
            required={false}
            index={i}
            width="w-64"
            placeholder="Home visit"
          />
          <TextField
            form={form}
            name="extraAmount"
            label={`Amount of extra ${i + 1} in pounds`}
            tight
            required={false}
            index={i}
            width="w-32"
            inputmode="decimal"
            placeholder="0.00"
          />
        </FieldRow>
      ))}
    </>
  );
}
