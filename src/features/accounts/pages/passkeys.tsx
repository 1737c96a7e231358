import { Hono } from 'hono';
import { asOwner, type Owner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, readInput } from '#platform/form.ts';
import { withNotice } from '#platform/ui/notice.tsx';
import {
  isProven,
  provenVisitor,
  requireProof,
  requireVisitor,
  safePath,
  visitorOf,
  type WebContext,
  type WebEnv,
} from '#platform/web.ts';
import { readId } from '#rules/ids.ts';
import { type ChallengePurpose, challengeTicket, takeChallenge } from '../challenge.ts';
import { passCookies } from '../cookies.ts';
import type { SignInEngine } from '../engine.ts';
import { passkeyInput } from '../input.ts';
import { tellOwner } from '../letters.ts';
import {
  askForNewPasskey,
  askForPasskey,
  keepPasskey,
  ownerByPasskey,
  type PasskeySite,
  removePasskey,
} from '../passkeys.ts';
import { proveSession } from '../prove-session.ts';
import { begunBy, ownerIn, welcome } from '../start-session.ts';
import { markProved } from '../store.ts';
import { showConfirm } from './confirm.tsx';
import { showSignIn } from './sign-in.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site' | 'links'>;

/** By caller: each makes a little work, and the answer is checked at once. */
const ASKED = { name: 'passkey.caller', most: 60, perMinutes: 15 };

/** Passkeys: kept, removed, signed in with, and to confirm who one is. */
export function passkeyPages(ctx: Ctx, engine: SignInEngine): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/account/passkeys/*', requireProof);
  app.use('/account/confirm/*', requireVisitor);

  app.post('/sign-in/passkey/options', async c => c.json(await asked(ctx, c, 'sign_in')));
  app.post('/account/confirm/passkey/options', async c => c.json(await asked(ctx, c, 'confirm')));
  app.post('/account/passkeys/options', async c => {
    const options = await askForNewPasskey(ctx, siteOf(ctx, c), provenVisitor(c));
    return c.json({ options, ticket: challengeTicket(ctx, 'keep', options.challenge) });
  });

  app.post('/sign-in/passkey', c =>
    answerForm(
      c,
      async values => {
        const owner = await answered(ctx, c, 'sign_in', values);
        const answer = await engine.api.letIn({
          body: { accountId: owner.accountId },
          headers: c.req.raw.headers,
          asResponse: true,
        });
        const begun = await begunBy(engine, answer.headers);
        // a passkey is two factors by itself: the thing that keeps it, and the finger, face or PIN that opened it
        await asOwner(ctx.db, ownerIn(c, begun), tx => markProved(tx, begun.sessionId, ctx.clock.now()));
        passCookies(c, answer.headers);
        await welcome(ctx, c, begun, 'passkey');
        return c.redirect(safePath(String(values.next ?? ''), '/today'), 303);
      },
      form => showSignIn(c, form),
    ),
  );

  app.post('/account/confirm/passkey', c =>
    answerForm(
      c,
      async values => {
        const visitor = visitorOf(c);
        const owner = await answered(ctx, c, 'confirm', values);
        if (owner.accountId !== visitor.accountId) throw notFound('passkey');
        await proveSession(ctx, visitor, 'passkey');
        return c.redirect(withNotice(safePath(String(values.next ?? ''), '/account'), 'proved'), 303);
      },
      form => showConfirm(ctx, c, form),
    ),
  );

  app.post('/account/passkeys/new', async c => {
    const { owner } = provenVisitor(c);
    const { ticket, answer } = readInput(passkeyInput, await c.req.parseBody());
    const challenge = await takeChallenge(ctx, c.get('limits'), 'keep', ticket);
    await keepPasskey(ctx, siteOf(ctx, c), owner, { answer, challenge, label: callerOf(c).device });
    await tellOwner(ctx, owner, ADDED);
    return c.redirect(withNotice('/account', 'passkey-added'), 303);
  });

  app.post('/account/passkeys/:id/remove', async c => {
    if (!isProven(c)) return c.redirect(`/account/confirm?next=${encodeURIComponent('/account#passkeys')}`, 303);
    const { owner } = visitorOf(c);
    const id = readId('passkey', c.req.param('id'));
    if (!id) throw notFound('passkey');
    await removePasskey(ctx, owner, id);
    return c.redirect(withNotice('/account', 'passkey-removed'), 303);
  });

  return app;
}

const ADDED = {
  kind: 'passkey',
  subject: 'A passkey was added to your Sessional account',
  paragraph: 'From now on it signs in to your account. If that was you, nothing needs to be done.',
};

async function asked(ctx: Ctx, c: WebContext, purpose: ChallengePurpose) {
  await c.get('limits').count(ASKED, c.get('callerHash'));
  const options = await askForPasskey(siteOf(ctx, c));
  return { options, ticket: challengeTicket(ctx, purpose, options.challenge) };
}

async function answered(ctx: Ctx, c: WebContext, purpose: ChallengePurpose, values: unknown): Promise<Owner> {
  const { ticket, answer } = readInput(passkeyInput, values);
  const challenge = await takeChallenge(ctx, c.get('limits'), purpose, ticket);
  return ownerByPasskey(ctx, siteOf(ctx, c), { answer, challenge });
}

/** In development any port on this machine is ours; in production only the configured address is. */
function siteOf(ctx: Ctx, c: WebContext): PasskeySite {
  const { hostname, origin } = new URL(ctx.site.isDevelopment ? c.req.url : ctx.site.baseUrl);
  return { host: hostname, origin };
}
