import { termsValues } from '#platform/cancellation-input.ts';
import type { FormState, FormValues } from '#platform/form.ts';
import {
  CheckboxField,
  FieldGroup,
  FieldRow,
  Form,
  HiddenField,
  MoneyField,
  SelectField,
  TextArea,
  TextField,
} from '#platform/ui/form.tsx';
import { TermsEditor } from '#platform/ui/terms-editor.tsx';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { NATIONS } from '#rules/nation.ts';
import { KIND_LABELS, ORGANISATION_KINDS, type Organisation } from '../organisation.ts';

/** All that can be said of an organisation; only its name and kind have to be. */
export function OrganisationForm({
  action,
  form,
  submit,
  cancel,
  offersPension,
}: {
  action: string;
  form: FormState;
  submit: string;
  cancel: string;
  offersPension: boolean;
}) {
  return (
    <Form action={action} form={form} submit={submit} cancel={cancel}>
      <HiddenField name="id" value={String(form.values.id ?? '')} />
      <TextField form={form} name="name" label="Name" />
      <FieldRow>
        <SelectField
          form={form}
          name="kind"
          label="Kind"
          options={ORGANISATION_KINDS.map(value => ({ value, label: KIND_LABELS[value] }))}
        />
        <SelectField
          form={form}
          name="nation"
          label="Nation"
          options={NATIONS.map(it => ({ value: it.code, label: it.label }))}
          hint="Decides bank holidays and who pays the employer’s pension share."
        />
      </FieldRow>
      <TextArea
        form={form}
        name="addressLines"
        label="Address"
        required={false}
        rows={3}
        hint="It has to be on your invoices."
      />
      <FieldRow>
        <TextField form={form} name="postcode" label="Postcode" required={false} width="w-36" />
        <TextField
          form={form}
          name="odsCode"
          label="ODS code"
          required={false}
          width="w-36"
          hint="For Forms A and B, such as A12345"
        />
      </FieldRow>
      <FieldGroup legend="Who pays" hint="Invoices go to this address.">
        <FieldRow>
          <TextField form={form} name="financeContactName" label="Finance contact" required={false} width="w-64" />
          <TextField
            form={form}
            name="financeContactEmail"
            label="Finance email"
            type="email"
            inputmode="email"
            required={false}
            width="w-72"
          />
        </FieldRow>
        <FieldRow>
          <TextField
            form={form}
            name="paymentTermsDays"
            label="Days to pay"
            required={false}
            inputmode="numeric"
            width="w-28"
          />
          <TextField form={form} name="purchaseOrder" label="Order number" required={false} width="w-56" />
          <TextField
            form={form}
            name="buyerReference"
            label="Their reference"
            required={false}
            width="w-56"
            hint="A cost centre or contract they want to read on invoices"
          />
        </FieldRow>
        <CheckboxField
          form={form}
          name="requiresPurchaseOrder"
          label="They pay nothing without an order number: do not let me issue an invoice that lacks one"
        />
      </FieldGroup>
      <FieldGroup legend="Who books">
        <FieldRow>
          <TextField form={form} name="bookingContactName" label="Booking contact" required={false} width="w-64" />
          <TextField
            form={form}
            name="bookingContactEmail"
            label="Booking email"
            type="email"
            inputmode="email"
            required={false}
            width="w-72"
          />
          <TextField
            form={form}
            name="bookingContactPhone"
            label="Telephone"
            type="tel"
            inputmode="tel"
            required={false}
            width="w-48"
          />
        </FieldRow>
      </FieldGroup>
      <FieldGroup legend="For new bookings" hint="Filled in for you, and changed on a booking as you like.">
        <FieldRow>
          <SelectField form={form} name="rateKind" label="Paid by" required={false} empty="Not set" options={RATES} />
          <MoneyField form={form} name="rate" label="Rate" required={false} />
          <TextField
            form={form}
            name="breakMinutes"
            label="Unpaid break, minutes"
            required={false}
            inputmode="numeric"
            width="w-28"
          />
          <TextField
            form={form}
            name="miles"
            label="Miles, there and back"
            required={false}
            inputmode="decimal"
            width="w-28"
          />
        </FieldRow>
        {offersPension && (
          <CheckboxField form={form} name="pensionable" label="Work here is pensionable on Forms A and B" />
        )}
        <TermsEditor form={form} tick="Cancellation terms of its own" usual="Without a tick your usual terms apply." />
      </FieldGroup>
      <TextArea form={form} name="notes" label="Notes" required={false} hint="Only you see these." />
    </Form>
  );
}

const RATES = [
  { value: 'hourly', label: 'the hour' },
  { value: 'session', label: 'the session' },
  { value: 'day', label: 'the day' },
  { value: 'fixed', label: 'a fixed sum' },
];

/** An organisation as the form's values. */
export function organisationValues(it: Organisation): FormValues {
  return {
    id: showId('organisation', it.id),
    name: it.name,
    kind: it.kind,
    nation: it.nation,
    addressLines: it.addressLines,
    postcode: it.postcode ?? '',
    odsCode: it.odsCode ?? '',
    bookingContactName: it.bookingContactName ?? '',
    bookingContactEmail: it.bookingContactEmail ?? '',
    bookingContactPhone: it.bookingContactPhone ?? '',
    financeContactName: it.financeContactName ?? '',
    financeContactEmail: it.financeContactEmail ?? '',
    rateKind: it.rateKind ?? '',
    rate: it.ratePence === null ? '' : plainPounds(it.ratePence),
    breakMinutes: it.breakMinutes === 0 ? '' : String(it.breakMinutes),
    paymentTermsDays: it.paymentTermsDays === null ? '' : String(it.paymentTermsDays),
    pensionable: it.pensionable ? 'on' : '',
    miles: it.milesTenths === 0 ? '' : String(it.milesTenths / 10),
    purchaseOrder: it.purchaseOrder ?? '',
    requiresPurchaseOrder: it.requiresPurchaseOrder ? 'on' : '',
    buyerReference: it.buyerReference ?? '',
    notes: it.notes,
    ...termsValues(it.cancellationTerms),
  };
}
