import type { FormState } from '#platform/form.ts';
import { CheckboxField, FieldGroup, FieldRow, SelectField, TextArea, TextField } from '#platform/ui/form.tsx';
import { TermsEditor } from '#platform/ui/terms-editor.tsx';
import { describeTerms, usualTerms } from '#rules/cancellation-terms.ts';
import { maskTail } from '#rules/identifiers/answer.ts';
import { NATIONS } from '#rules/nation.ts';
import { type Profession, professionOf } from '#rules/professions.ts';
import type { EMPLOYMENT_TYPES, PENSION_SCHEMES } from '../input.ts';
import type { Profile } from '../profile.ts';

interface PartProps {
  readonly form: FormState;
  readonly profile: Profile;
  readonly profession: string;
}

/** A sensitive value: never sent back to the page, only its end shown; empty keeps it, a tick removes it. */
function SecretField(props: {
  form: FormState;
  name: string;
  label: string;
  stored: string | null;
  /** How the stored value is hinted at; its end unless told. */
  masked?: string;
  hint?: string;
  width?: string;
  inputmode?: 'numeric' | 'text';
}) {
  const { stored } = props;
  return (
    <div class="flex flex-col">
      <TextField
        form={props.form}
        name={props.name}
        label={props.label}
        required={false}
        inputmode={props.inputmode ?? 'text'}
        width={props.width ?? 'w-64'}
        hint={stored === null ? props.hint : `Stored: ${props.masked ?? maskTail(stored)}. Leave empty to keep it.`}
      />
      {stored !== null && (
        <CheckboxField form={props.form} name="remove" value={props.name} label={`Remove: ${props.label}`} />
      )}
    </div>
  );
}

export function PersonalFields({ form }: PartProps) {
  return (
    <>
      <TextArea
        form={form}
        name="addressLines"
        label="Address"
        required={false}
        rows={3}
        autocomplete="street-address"
        hint="It has to be on your invoices."
      />
      <FieldRow>
        <TextField
          form={form}
          name="postcode"
          label="Postcode"
          required={false}
          width="w-36"
          autocomplete="postal-code"
        />
        <TextField
          form={form}
          name="phone"
          label="Telephone"
          type="tel"
          inputmode="tel"
          required={false}
          width="w-52"
          autocomplete="tel"
        />
      </FieldRow>
      <SelectField
        form={form}
        name="nation"
        label="Where you mostly work"
        options={NATIONS.map(it => ({ value: it.code, label: it.label }))}
        hint="Decides the pension rules and the bank holidays in your calendar."
      />
      <TextArea form={form} name="biography" label="About you" required={false} />
    </>
  );
}

export function ProfessionalFields({ form, profile, profession }: PartProps) {
  const { regulator }: Profession = professionOf(profession);
  return (
    <>
      {regulator && (
        <SecretField
          form={form}
          name="registrationNumber"
          label={`${regulator} number`}
          stored={profile.registrationNumber}
          hint="Printed on invoices and forms."
        />
      )}
      <TextField form={form} name="specialties" label="Specialties" required={false} hint="Separated by commas" />
      <TextField form={form} name="skills" label="Skills" required={false} hint="Separated by commas" />
      <TextField
        form={form}
        name="clinicalSystems"
        label="Clinical systems"
        required={false}
        hint="EMIS, SystmOne, …"
      />
      <FieldRow>
        <SelectField
          form={form}
          name="employmentType"
          label="How you work"
          required={false}
          empty="Not said"
          options={EMPLOYMENT}
        />
        <SelectField
          form={form}
          name="pensionScheme"
          label="Pension scheme"
          required={false}
          empty="Not said"
          options={SCHEMES}
        />
      </FieldRow>
    </>
  );
}

const EMPLOYMENT = [
  { value: 'self_employed', label: 'Self-employed' },
  { value: 'limited_company', label: 'Limited company' },
  { value: 'agency', label: 'Agency' },
  { value: 'employed', label: 'Employed' },
] as const satisfies { value: (typeof EMPLOYMENT_TYPES)[number]; label: string }[];

const SCHEMES = [
  { value: 'nhs', label: 'NHS Pension Scheme' },
  { value: 'other', label: 'Another scheme' },
  { value: 'none', label: 'None' },
] as const satisfies { value: (typeof PENSION_SCHEMES)[number]; label: string }[];

export function BillingFields({ form, profile, profession }: PartProps) {
  return (
    <>
      <SelectField
        form={form}
        name="tradingAs"
        label="You invoice as"
        options={[
          { value: 'sole_trader', label: 'a sole trader' },
          { value: 'limited_company', label: 'a limited company' },
        ]}
      />
      <TextField
        form={form}
        name="businessName"
        label="Business name"
        required={false}
        hint="Only if you trade under another name than your own."
      />
      <FieldGroup legend="Bank account" hint="Printed on your invoices; kept encrypted.">
        <FieldRow>
          <SecretField form={form} name="bankName" label="Bank" stored={profile.bankName} />
          <SecretField form={form} name="accountName" label="Name on the account" stored={profile.accountName} />
        </FieldRow>
        <FieldRow>
          <SecretField
            form={form}
            name="sortCode"
            label="Sort code"
            stored={profile.sortCode}
            inputmode="numeric"
            width="w-40"
          />
          <SecretField
            form={form}
            name="accountNumber"
            label="Account number"
            stored={profile.accountNumber}
            inputmode="numeric"
            width="w-40"
          />
        </FieldRow>
      </FieldGroup>
      <FieldGroup legend="Your invoices">
        <FieldRow>
          <TextField
            form={form}
            name="invoicePrefix"
            label="Number prefix"
            required={false}
            width="w-32"
            hint="INV- gives INV-0001"
          />
          <TextField
            form={form}
            name="paymentTermsDays"
            label="Days to pay"
            required={false}
            inputmode="numeric"
            width="w-28"
          />
        </FieldRow>
        <TermsEditor
          form={form}
          tick="Cancellation terms of my own"
          usual={`Without a tick these apply: ${describeTerms(usualTerms(professionOf(profession).code)).join('; ')}.`}
        />
      </FieldGroup>
      <FieldGroup legend="Limited company" hint="A company’s invoice must carry these.">
        <TextField form={form} name="companyName" label="Registered name" required={false} />
        <FieldRow>
          <TextField form={form} name="companyNumber" label="Company number" required={false} width="w-40" />
          <SelectField
            form={form}
            name="registeredIn"
            label="Registered in"
            required={false}
            empty="Choose …"
            options={['England and Wales', 'Scotland', 'Northern Ireland'].map(label => ({ value: label, label }))}
          />
        </FieldRow>
        <TextField form={form} name="registeredOffice" label="Registered office" required={false} />
        <TextField form={form} name="directors" label="Directors" required={false} hint="All of them or none." />
      </FieldGroup>
      <FieldGroup legend="Tax">
        <FieldRow>
          <SecretField
            form={form}
            name="utr"
            label="UTR"
            stored={profile.utr}
            inputmode="numeric"
            hint="Ten digits, on HMRC’s letters"
          />
          <TextField
            form={form}
            name="vatNumber"
            label="VAT number"
            required={false}
            width="w-48"
            hint="Only if you are registered"
          />
        </FieldRow>
      </FieldGroup>
    </>
  );
}

export function PensionFields({ form, profile }: PartProps) {
  return (
    <>
      <FieldRow>
        <SecretField
          form={form}
          name="niNumber"
          label="National Insurance number"
          stored={profile.niNumber}
          hint="For Forms A and B; kept encrypted."
        />
        <SecretField
          form={form}
          name="pensionNumber"
          label="NHS pension membership number"
          stored={profile.pensionNumber}
          inputmode="numeric"
          hint="Eight digits, SD on your statement"
        />
      </FieldRow>
      <FieldRow>
        <SecretField
          form={form}
          name="dateOfBirth"
          label="Date of birth"
          stored={profile.dateOfBirth?.toString() ?? null}
          masked={`a day in ${profile.dateOfBirth?.year}`}
          hint="For Form B, such as 09/03/1984"
          width="w-44"
        />
        <TextField
          form={form}
          name="hostCode"
          label="Host code"
          required={false}
          width="w-36"
          hint="PCSE’s or the Health Board’s"
        />
        <TextField
          form={form}
          name="hostReference"
          label="Health Board reference"
          required={false}
          width="w-44"
          hint="Wales only"
        />
      </FieldRow>
      <FieldGroup
        legend="What you pay"
        hint="Leave the tier empty and it is reckoned from your pensionable income and days of service, annualised."
      >
        <FieldRow>
          <TextField form={form} name="tier" label="Tier, %" required={false} inputmode="decimal" width="w-28" />
        </FieldRow>
        <p>
          Added years, AVC, additional pension and ERRBO have months from which and to which they hold:{' '}
          <a class="link" href="/pension/additions">
            enter them under NHS pension
          </a>
          .
        </p>
      </FieldGroup>
    </>
  );
}
