import type { Invoice } from '#features/invoices/index.ts';
import { type FormState, freshForm, inScope, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, HiddenField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { daysBetween, formatDayShort, formatMoment } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import type { FormalLetter } from '../letter-store.ts';
import { USUAL_LETTER_DAYS } from '../make-letter.ts';

/** Forms about letters that were refused; those of one letter have its shown id as their scope. */
export interface LetterForms {
  readonly letter?: FormState;
  readonly sending?: FormState;
  readonly posting?: FormState;
}

interface Props {
  readonly path: string;
  readonly invoice: Invoice;
  readonly letters: readonly FormalLetter[];
  readonly today: Temporal.PlainDate;
  readonly forms: LetterForms;
}

/** Letters before claim: made and sent by hand only, while the invoice is overdue. */
export function Letters(props: Props) {
  const { path, invoice, letters, today } = props;
  const isOverdue = invoice.state === 'issued' && invoice.dueDate !== null && daysBetween(invoice.dueDate, today) > 0;
  if (!isOverdue && letters.length === 0) return null;
  const form =
    props.forms.letter ??
    freshForm({
      id: showId('formalLetter', newId('formalLetter')),
      payBy: today.add({ days: USUAL_LETTER_DAYS }).toString(),
    });
  return (
    <section aria-labelledby="letters">
      <h2 id="letters" class="mb-3 text-lg font-medium">
        Letter before claim
      </h2>
      {letters.length > 0 && <Made {...props} />}
      {isOverdue && (
        <>
          <p class="mb-3 max-w-prose text-muted">
            The last step before a court: the facts, the sums and a day to pay by, as a PDF. It goes nowhere until you
            send or post it. A debtor who is a person, such as a practice of one partner, is given 30 days. If much is
            at stake, ask somebody who knows the law first.
          </p>
          <Form
            action={`${path}/chasing/letters`}
            form={form}
            submit={letters.length > 0 ? 'Make a new letter' : 'Make the letter'}
            tone="neutral"
          >
            <HiddenField name="id" value={typed(form, 'id')} />
            <FieldRow>
              <DayField form={form} name="payBy" label="They pay by" />
            </FieldRow>
          </Form>
        </>
      )}
    </section>
  );
}

function Made({ path, invoice, letters, today, forms }: Props) {
  const [latest] = letters;
  return (
    <div class="mb-6">
      <Table
        caption="Letters before claim"
        rows={letters}
        columns={[
          {
            heading: 'Letter',
            lead: true,
            cell: it => (
              <a class="link" href={`${path}/chasing/letters/${showId('formalLetter', it.id)}/pdf`}>
                {formatDayShort(it.madeOn)} (PDF)
              </a>
            ),
          },
          { heading: 'Pay by', cell: it => <Day day={it.payBy} short /> },
          { heading: 'Claimed', figures: true, cell: it => <Money pence={it.totalPence} /> },
          { heading: 'State', cell: it => letterState(it, invoice, today) },
        ]}
      />
      {latest && invoice.state === 'issued' && <Steps path={path} it={latest} today={today} forms={forms} />}
    </div>
  );
}

function Steps({ path, it, today, forms }: Pick<Props, 'path' | 'today' | 'forms'> & { it: FormalLetter }) {
  const action = `${path}/chasing/letters/${showId('formalLetter', it.id)}`;
  const posting = inScope('posted', forms.posting ?? freshForm({ postedOn: today.toString() }));
  return (
    <div class="mt-4 flex flex-wrap items-end gap-6">
      {it.sentAt === null && daysBetween(today, it.payBy) > 0 && (
        <Form
          action={`${action}/send`}
          form={forms.sending ?? freshForm()}
          submit="Send this letter by mail"
          tone="neutral"
        />
      )}
      {it.postedOn === null && (
        <Form action={`${action}/posted`} form={posting} submit="I posted it" tone="neutral">
          <FieldRow>
            <DayField form={posting} name="postedOn" label="Posted on" />
          </FieldRow>
        </Form>
      )}
    </div>
  );
}

/** How a letter stands, in words. */
function letterState(it: FormalLetter, invoice: Invoice, today: Temporal.PlainDate): string {
  const out = [
    it.sentAt && `Sent ${formatMoment(it.sentAt)} to ${it.sentTo}`,
    it.postedOn && `Posted ${formatDayShort(it.postedOn)}`,
  ].filter(Boolean);
  if (invoice.state !== 'issued') return [...out, 'nothing is owed on the invoice any more'].join(', ');
  if (out.length === 0) return 'Made, not sent';
  return daysBetween(it.payBy, today) > 0 ? `${out.join(', ')}. The day to pay is past` : out.join(', ');
}
