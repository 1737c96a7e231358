import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { queueMail } from '#platform/mail/queue-mail.ts';
import { formatMoment } from '#rules/dates.ts';
import { readAccount } from './store.ts';

type Ctx = Needs<'db' | 'queue' | 'clock' | 'site'>;

interface Person {
  readonly name: string;
  readonly email: string;
}

/** "Confirm your address": its page has a button, so that a mail scanner which opens the link confirms nothing. */
export async function sendVerificationLetter(ctx: Ctx, owner: Owner, person: Person, token: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await queueMail(ctx, tx, {
      kind: 'verify_email',
      to: { name: person.name, address: person.email },
      fromName: 'Sessional',
      subject: 'Confirm your email address for Sessional',
      letter: {
        greeting: `Hello ${person.name},`,
        paragraphs: ['Please confirm that this address is yours. The link works for 24 hours.'],
        button: { label: 'Confirm my address', url: `${ctx.site.baseUrl}/verify?token=${encodeURIComponent(token)}` },
        closing: ['If you did not sign up, you can ignore this mail: nothing happens without the link.'],
        footer: footerOf(ctx),
      },
    });
  });
}

/** "Choose a new password." */
export async function sendPasswordLetter(ctx: Ctx, owner: Owner, person: Person, token: string): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await queueMail(ctx, tx, {
      kind: 'reset_password',
      to: { name: person.name, address: person.email },
      fromName: 'Sessional',
      subject: 'Choose a new password for Sessional',
      letter: {
        greeting: `Hello ${person.name},`,
        paragraphs: ['Somebody, probably you, asked for a new password. The link works for one hour and once only.'],
        button: {
          label: 'Choose a new password',
          url: `${ctx.site.baseUrl}/reset-password?token=${encodeURIComponent(token)}`,
        },
        closing: ['If it was not you, ignore this mail: your password stays as it is.'],
        footer: footerOf(ctx),
      },
    });
  });
}

/** To somebody who signed up with an address that has an account already: the page told them nothing, so that it tells nobody else either. */
export async function sendKnownAddressLetter(ctx: Ctx, owner: Owner, person: Person): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await queueMail(ctx, tx, {
      kind: 'known_address',
      to: { name: person.name, address: person.email },
      fromName: 'Sessional',
      subject: 'You already have an account with Sessional',
      letter: {
        greeting: `Hello ${person.name},`,
        paragraphs: [
          'Somebody, probably you, tried to sign up with this address. It has an account already: sign in, or ask for a new password there.',
        ],
        button: { label: 'Sign in', url: `${ctx.site.baseUrl}/sign-in` },
        closing: ['If it was not you, nothing needs to be done.'],
        footer: footerOf(ctx),
      },
    });
  });
}

/** "New sign-in": to the owner, when a device is used that was not seen before. */
export async function queueNewDeviceLetter(
  ctx: Ctx,
  tx: OwnedTransaction,
  person: Person,
  from: { readonly device: string; readonly place: string | undefined },
): Promise<void> {
  const where = from.place === undefined ? from.device : `${from.device}, ${from.place}`;
  await queueSecurityLetter(ctx, tx, person, {
    kind: 'new_device',
    subject: 'A new device signed in to your Sessional account',
    paragraph: `${formatMoment(ctx.clock.now())}: ${where}. If that was you, nothing needs to be done.`,
  });
}

/** The same, in a transaction of its own. */
export async function tellOwner(ctx: Ctx, owner: Owner, what: SecurityNews): Promise<void> {
  await asOwner(ctx.db, owner, async tx => queueSecurityLetter(ctx, tx, await readAccount(tx), what));
}

/** Something about signing in that changed. */
export interface SecurityNews {
  readonly kind: string;
  readonly subject: string;
  readonly paragraph: string;
}

/** Tells the owner that something about signing in changed, so that they notice where it was not them. */
export async function queueSecurityLetter(
  ctx: Ctx,
  tx: OwnedTransaction,
  person: Person,
  what: SecurityNews,
): Promise<void> {
  await queueMail(ctx, tx, {
    kind: what.kind,
    to: { name: person.name, address: person.email },
    fromName: 'Sessional',
    subject: what.subject,
    letter: {
      greeting: `Hello ${person.name},`,
      paragraphs: [what.paragraph],
      button: { label: 'Look at my account', url: `${ctx.site.baseUrl}/account` },
      closing: [
        `If it was not you, choose a new password at ${ctx.site.baseUrl}/forgotten-password: it ends every session.`,
      ],
      footer: footerOf(ctx),
    },
  });
}

function footerOf(ctx: Ctx): string {
  return `Sessional, run by ${ctx.site.operatorName}. This mail concerns your account and cannot be switched off.`;
}
