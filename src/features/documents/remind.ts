import { tellLocum } from '#features/profile/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { reminderDue } from '#rules/compliance-checklist.ts';
import { formatDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { insertReminder, listDocuments, listReminders } from './store.ts';

/** Reminds the locum of papers that expire in 60, 30 or 7 days or today, of each once. Run every day; bears to run twice. */
export async function remindOfExpiry(ctx: Needs<'db' | 'clock' | 'queue' | 'site'>, owner: Owner): Promise<void> {
  const today = ctx.clock.today();
  await asOwner(ctx.db, owner, async tx => {
    const sent = await listReminders(tx);
    for (const document of await listDocuments(tx)) {
      if (document.expiresOn === null) continue;
      const due = reminderDue(document.expiresOn, today, sent.get(document.id) ?? []);
      if (due === undefined) continue;
      await insertReminder(tx, document, due, ctx.clock.now());
      const left = today.until(document.expiresOn, { largestUnit: 'day' }).days;
      const when = left === 0 ? 'expires today' : left === 1 ? 'expires tomorrow' : `expires in ${left} days`;
      await tellLocum(ctx, tx, {
        kind: 'document',
        subjectId: document.id,
        subject: `${document.title} ${when}`,
        paragraphs: [
          `${document.title} ${when}, on ${formatDay(document.expiresOn)}. Upload the new one, and your links can show it at once.`,
        ],
        button: { label: 'Renew it', path: `/documents/${showId('document', document.id)}` },
      });
    }
  });
}
