import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import type { RateLimiter } from '#platform/rate-limit.ts';

const ONCE_A_DAY = { name: 'mail.closed', most: 1, perMinutes: 24 * 60 };

/** Tells who wrote to an address whose link the locum has ended that nobody reads there; once a day for each sender, so that machines do not talk. */
export async function tellClosed(
  ctx: Needs<'db' | 'clock' | 'queue' | 'site'>,
  limits: RateLimiter,
  owner: Owner,
  sender: { readonly name: string; readonly address: string },
): Promise<void> {
  if (!/^[^\s@]+@[^\s@]+$/.test(sender.address)) return;
  try {
    await limits.count(ONCE_A_DAY, sender.address);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    return;
  }
  const name = sender.name || sender.address;
  await asOwner(ctx.db, owner, tx =>
    queueMail(ctx, tx, {
      kind: 'address_closed',
      to: { name, address: sender.address },
      fromName: 'Sessional',
      subject: 'Your mail was not delivered',
      letter: {
        greeting: `Dear ${name},`,
        paragraphs: [
          'You answered a mail whose access link has since been ended, and with it the address you wrote to. Nobody has read your mail.',
          'Please use the link in a newer mail, or write to the locum directly.',
        ],
        closing: ['Sessional'],
        footer: `Sent by a machine of ${ctx.site.operatorName}, at most once a day. Please do not answer.`,
      },
    }),
  );
}
