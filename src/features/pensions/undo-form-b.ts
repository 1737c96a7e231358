import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import type { Id } from '#rules/ids.ts';
import { clearFormBStep, type KeptFormB, type KeptRevision } from './form-b-store.ts';
import { standing } from './settle-form-b.ts';

/** What can be recorded of a Form B, and taken back. */
export const FORM_B_STEPS = ['submitted', 'rejected', 'paid'] as const;
export type FormBStep = (typeof FORM_B_STEPS)[number];

/**
 * Takes back what was recorded by mistake: that a form was sent, sent back, or paid over. Of payments it is the latest revision's, since they
 * count for the month. Refuses what is not recorded, and "sent" while it is recorded as sent back.
 */
export async function undoFormBStep(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  id: Id<'formB'>,
  step: FormBStep,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const form = await standing(tx, id);
    if (step === 'submitted' && form.rejected) {
      throw new Refusal({
        code: 'form_b.rejected',
        message: 'This Form B is recorded as rejected. Take the rejection back first.',
      });
    }
    const recorded = recordedOn(form, step);
    if (!recorded) {
      throw new Refusal({ code: 'form_b.not_recorded', message: `This Form B is not recorded as ${WORDS[step]}.` });
    }
    await clearFormBStep(tx, recorded.id, step);
    await recordFact(ctx, tx, {
      kind: `form_b.${step}_undone`,
      subjectId: recorded.id,
      details: { on: dayOf(recorded, step), ...(step === 'paid' ? { amountPence: recorded.paid?.pence ?? null } : {}) },
    });
  });
}

const WORDS: Readonly<Record<FormBStep, string>> = {
  submitted: 'submitted',
  rejected: 'rejected',
  paid: 'paid over',
};

function recordedOn(form: KeptFormB, step: FormBStep): KeptRevision | undefined {
  const among = step === 'paid' ? [form, ...form.earlier] : [form];
  return among.find(it => dayOf(it, step) !== null);
}

function dayOf(form: KeptRevision, step: FormBStep): string | null {
  const days = { submitted: form.submittedOn, rejected: form.rejected?.on, paid: form.paid?.on };
  return days[step]?.toString() ?? null;
}
