import type { FormState } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { CATEGORY_LABELS, DOCUMENT_CATEGORIES } from '#rules/compliance-checklist.ts';
import type { KeptDocument } from '../document.ts';

/** Title, kind and dates of a document, without its file. */
export function CorrectForm({ action, form }: { action: string; form: FormState }) {
  return (
    <details open={Object.keys(form.errors).length > 0} class="border-t border-base-300 pt-4">
      <summary class="min-h-11 cursor-pointer">Correct title, kind or dates</summary>
      <Form action={action} form={form} submit="Save" tone="neutral">
        <SelectField
          form={form}
          name="category"
          label="Kind"
          options={DOCUMENT_CATEGORIES.map(value => ({ value, label: CATEGORY_LABELS[value] }))}
        />
        <TextField form={form} name="title" label="Title" />
        <FieldRow>
          <DayField form={form} name="issuedOn" label="Issued on (optional)" />
          <DayField form={form} name="expiresOn" label="Expires on (optional)" />
        </FieldRow>
      </Form>
    </details>
  );
}

/** The day of expiry that is usual, to be taken with one button. */
export function ExpiryProposal(props: { action: string; document: KeptDocument; proposed: Temporal.PlainDate }) {
  const { action, document, proposed } = props;
  return (
    <Caution>
      <p>
        No day of expiry is given, so that nobody is reminded. Usual would be <Day day={proposed} />. Look at the paper:
        what stands there counts.
      </p>
      <form method="post" action={action} class="mt-2">
        {Object.entries(valuesOf({ ...document, expiresOn: proposed })).map(([name, value]) => (
          <HiddenField name={name} value={value} />
        ))}
        <button type="submit" class="btn min-h-11">
          Take this day
        </button>
      </form>
    </Caution>
  );
}

/** What is entered of a document, as its form has it. */
export function valuesOf(document: Pick<KeptDocument, 'category' | 'title' | 'issuedOn' | 'expiresOn'>) {
  return {
    category: document.category,
    title: document.title,
    issuedOn: document.issuedOn?.toString() ?? '',
    expiresOn: document.expiresOn?.toString() ?? '',
  };
}
