import type { FormState } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { CheckboxField } from '#platform/ui/form.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPercent } from '#rules/money.ts';
import { tenWeeks } from '#rules/pension/deadlines.ts';
import { arrivalOf, isPast, wasSent } from '../form-b-history.ts';
import type { KeptFormB } from '../form-b-store.ts';
import { changeOf, type FormBPreview } from '../preview-form-b.ts';
import type { KeptFormA } from '../store.ts';

/** What is not as it should be with the form that was made. */
export function MadeCautions(props: {
  made: KeptFormB;
  /** Its Forms A, without those that went with their invoice. */
  behind: readonly KeptFormA[];
  now: FormBPreview | undefined;
  today: Temporal.PlainDate;
}) {
  const { made, behind, now } = props;
  const late = behind.filter(form => arrivalOf(form, made)?.isTooLate);
  const pastWork = behind.filter(form => isPast(form, props.today) && wasSent(form, made));
  const isEmpty = behind.every(form => form.paidOn === null || form.givenUp);
  return (
    <>
      {made.rejected && (
        <Caution>
          Rejected on <Day day={made.rejected.on} />: {made.rejected.reason} Put it right, make it again, and send the
          new one.
          {pastWork.length > 0 &&
            ` The ten weeks of ${namesOf(pastWork)} are over since. It was sent in time before; no source says whether a form put right still counts, so ask the pension office.`}
        </Caution>
      )}
      {isEmpty ? (
        <Caution>
          All money on this form was withdrawn since it was made.{' '}
          {made.submittedOn === null
            ? 'Do not send it.'
            : 'Tell the pension office. Record that it was sent back, or, where it was not sent, take that back; where the money is here after all, record the payment of the invoice again.'}
        </Caution>
      ) : (
        now && <Changed made={made} now={now} />
      )}
      {late.length > 0 && (
        <Caution>
          Sent after the ten weeks of {namesOf(late)}: it counts only where the pension office makes an exception. Ask
          it; where it sends the form back, record the rejection.
        </Caution>
      )}
    </>
  );
}

function namesOf(forms: readonly KeptFormA[]): string {
  return forms.map(form => `${form.invoiceNumber}, ${form.organisationName}`).join('; ');
}

/** A tier that differs on a form that was sent is settled at the year's end; other Forms A make a form wrong. */
function Changed({ made, now }: { made: KeptFormB; now: FormBPreview }) {
  const change = changeOf(made, now);
  const isSent = made.submittedOn !== null;
  if (change === 'forms')
    return <Caution>What came in has changed since this form was made. Make it again, and send the new one.</Caution>;
  if (change === 'tier') {
    const tiers = `The tier was ${formatPercent(made.tierBasisPoints)} when this form was made, and would be ${formatPercent(now.tierBasisPoints)} now.`;
    return isSent ? (
      <p>{tiers} What was sent stands: the difference is settled at the year’s end, and no new form is needed.</p>
    ) : (
      <Caution>{tiers} Make it again before you send it.</Caution>
    );
  }
  if (change === 'sums')
    return isSent ? (
      <p>
        What you pay beside the tier, or an earlier month, has changed since this form was sent. What was sent stands.
      </p>
    ) : (
      <Caution>
        What you pay beside the tier, or an earlier month, has changed since this form was made. Make it again before
        you send it.
      </Caution>
    );
  return null;
}

/** The Forms A that are left off since their last chance is past, each with a box for an exception. */
export function LateForms({ form, late }: { form: FormState; late: readonly KeptFormA[] }) {
  if (late.length === 0) return null;
  return (
    <fieldset class="flex flex-col gap-2">
      <legend class="mb-2 font-medium">Past their last chance, and left off</legend>
      <Caution>
        The ten weeks of this work are over. It goes on Form B only where the pension office made an exception; else
        give it up in the ledger.
      </Caution>
      {late.map(it => (
        <CheckboxField
          form={form}
          name="granted"
          value={showId('formA', it.id)}
          label={`${it.invoiceNumber}, ${it.organisationName}: last chance was ${formatDay(tenWeeks(it.firstDay, it.lastDay).lastChance)}. An exception was granted`}
        />
      ))}
    </fieldset>
  );
}
