import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, Form, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';
import { isOverForGood, tenWeeks } from '#rules/pension/deadlines.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { type GiveUpPreview, giveUpFormA, previewGiveUp } from '../give-up.ts';
import { giveUpInput } from '../ledger-input.ts';
import { formAIn } from './ledger.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** Giving a Form A up, with what follows in words before it is done. */
export function giveUpPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/ledger/:form/give-up', requireVisitor);

  app.get('/pension/ledger/:form/give-up', async c => show(ctx, c));

  app.post('/pension/ledger/:form/give-up', async c =>
    answerForm(
      c,
      async values => {
        const { reason, on } = readInput(giveUpInput, values);
        await giveUpFormA(ctx, visitorOf(c).owner, formAIn(c), reason, on);
        return c.redirect(withNotice('/pension/ledger', 'form-a-given-up'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, refused?: FormState) {
  const preview = await asOwner(ctx.db, visitorOf(c).owner, tx => previewGiveUp(ctx, tx, formAIn(c)));
  const { form: formA, creditPence } = preview;
  const { safeUntil, lastChance } = tenWeeks(formA.firstDay, formA.lastDay);
  const today = ctx.clock.today();
  const isLate = isOverForGood(formA.nation, lastChance, today);
  const options = isLate ? REASONS : REASONS.filter(reason => reason.value !== 'too_late');
  const form = refused ?? freshForm({ reason: isLate ? 'too_late' : 'changed_mind', on: today.toString() });
  return showPage(
    c,
    { title: `Give up Form A ${formA.invoiceNumber}`, lead: formA.organisationName },
    <div class="flex max-w-prose flex-col gap-4">
      <p>
        Work from <Day day={formA.firstDay} /> to <Day day={formA.lastDay} />. Safe until <Day day={safeUntil} />, last
        chance <Day day={lastChance} />.
      </p>
      {!isLate && Temporal.PlainDate.compare(today, safeUntil) > 0 && <Caution>{atRisk(formA)}</Caution>}
      <p>{consequence(preview)}</p>
      <Form
        action={c.req.path}
        form={form}
        submit={creditPence > 0 ? `Give up and credit ${formatPounds(creditPence)}` : 'Give up'}
        tone="error"
        cancel="/pension/ledger"
      >
        <FieldRow>
          <SelectField form={form} name="reason" label="Why" options={options} />
          <DayField form={form} name="on" label="Given up on" />
        </FieldRow>
      </Form>
    </div>,
  );
}

const REASONS = [
  { value: 'too_late', label: 'The ten weeks are over' },
  { value: 'rejected', label: 'The pension agency rejected it' },
  { value: 'changed_mind', label: 'I do not want to pension it' },
];

function atRisk({ nation, firstDay, lastDay }: GiveUpPreview['form']): string {
  const { tenWeeksConfirmed, label, office } = SCHEMES[schemeOf(nation)];
  return tenWeeksConfirmed
    ? `It is at risk and not too late: by the first day worked its ten weeks are over, by the last day they run until ${formatDay(tenWeeks(firstDay, lastDay).lastChance)}. Send it before you give it up.`
    : `Whether ten weeks hold in ${label} is not confirmed. Ask ${office} before you give it up.`;
}

function consequence({ form, creditPence, refundPence, leftPence }: GiveUpPreview): string {
  const lost = `${formatPounds(form.pensionablePence)} of pay will not be pensioned, and this form goes on no Form B. This cannot be undone.`;
  if (creditPence === 0) return `${lost} No practice pays an employer’s share for it, so no money goes back.`;
  const credit = `A credit note of ${formatPounds(creditPence)}, the employer’s share, is issued on ${form.invoiceNumber} and mailed to ${form.organisationName}.`;
  const money =
    refundPence > 0
      ? `The practice has paid already: send ${formatPounds(refundPence)} back, and record it on the invoice.`
      : `${formatPounds(leftPence)} is then left to pay on the invoice.`;
  return `${lost} ${credit} ${money}`;
}
