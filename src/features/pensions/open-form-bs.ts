import type { OwnedTransaction } from '#platform/access.ts';
import { Refusal } from '#platform/errors.ts';
import type { Id } from '#rules/ids.ts';
import { monthsOpen, type OpenFormB } from './deadlines.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';
import { changeOf, readFormB, wantsNew } from './preview-form-b.ts';
import { listFormAs } from './store.ts';

/** The months whose Form B has something to be done, as they stand on a day. */
export async function readOpenFormBs(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<OpenFormB[]> {
  const [formAs, formBs] = [await listFormAs(tx), await listFormBs(tx)];
  const changed = new Set<Id<'formB'>>();
  for (const form of formBs) {
    if (form.submittedOn === null && (await isChanged(tx, form, today))) changed.add(form.id);
  }
  return monthsOpen(formAs, formBs, today, changed);
}

async function isChanged(tx: OwnedTransaction, form: KeptFormB, today: Temporal.PlainDate): Promise<boolean> {
  try {
    return wantsNew(form, changeOf(form, await readFormB(tx, form, today)));
  } catch (fault) {
    // no money is left, or no tier is known: nothing to compare with
    if (fault instanceof Refusal) return false;
    throw fault;
  }
}
