import type { SchemeYear } from '../tax-year.ts';
import type { Grade } from './scheme.ts';

/** The fields of each form, by names of our own. */
export interface FormFields {
  readonly form_a:
    | 'payment_reference'
    | 'locum_name'
    | 'ni_number'
    | 'host_code'
    | 'host_reference'
    | 'periods'
    | 'locum_declaration'
    | 'locum_signature'
    | 'box_1'
    | 'box_2'
    | 'box_3'
    | 'covered_gps'
    | 'practice_code'
    | 'practice'
    | 'paid_on'
    | 'practice_declaration'
    | 'practice_stamp'
    | 'practice_signature';
  readonly form_b:
    | 'payment_reference'
    | 'surname'
    | 'other_names'
    | 'date_of_birth'
    | 'ni_number'
    | 'host_code'
    | 'host_reference'
    | 'gmc_number'
    | 'address'
    | 'email'
    | 'month'
    | 'year'
    | 'tier'
    | FormBColumn
    | FormBSum
    | 'declaration'
    | 'signature';
  readonly solo_record: MemberField | 'provider' | 'provider_code' | 'month' | 'tier' | 'works' | 'total';
  readonly solo_annual: MemberField | 'providers' | 'total';
  readonly type_2: MemberField | 'roles' | 'settlement' | 'needed' | 'due_on';
}

/** A column of Form B's lines, one line a Form A. */
export type FormBColumn =
  | 'line_ea_code'
  | 'line_ea_or_ods_code'
  | 'line_practice_code'
  | 'line_practice'
  | 'line_first_day'
  | 'line_last_day'
  | 'line_paid_on'
  | 'line_box_2'
  | 'line_box_3';

/** A line of Form B's part 2, by the letter that the form gives it. */
export type FormBSum = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j';

/** Who the member is. */
export type MemberField = 'locum_name' | 'membership_number' | 'ni_number' | 'gmc_number';

export type PensionForm = keyof FormFields;

/** Fields in the order of the form; those of a row stand side by side on paper. */
export interface LayoutSection<Form extends PensionForm> {
  readonly title: string;
  readonly rows: readonly (readonly FormFields[Form][])[];
}

/** What stands on a form from a scheme year on, and how that is known. */
export interface FormLayout<Form extends PensionForm> {
  readonly validFrom: SchemeYear;
  readonly sections: readonly LayoutSection<Form>[];
  /** The year whose form was read, in a copy; missing where none was. */
  readonly readIn?: SchemeYear;
  /** With `readIn`, a half-sentence that says what changed since; without, the sentences that say whence the fields are. */
  readonly note?: string;
  /** Characters of the Unique Payment Reference; missing where the scheme has none. */
  readonly referenceCharacters?: 16 | 18;
  readonly grade: Grade;
  /** Each read 2026-11-23. */
  readonly sources: readonly string[];
}

export type FormLayouts = { readonly [Form in PensionForm]: readonly FormLayout<Form>[] };
