import { Hono } from 'hono';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Form, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { safePath, type WebContext, type WebEnv } from '#platform/web.ts';
import { notePasswordReset, ownerOfReset } from '../change-password.ts';
import { passCookies } from '../cookies.ts';
import { noteSignOut } from '../end-session.ts';
import { PASSWORD_LEAST, RESET_MINUTES, type SignInEngine } from '../engine.ts';
import { forgottenInput, resetInput, signInInput } from '../input.ts';
import { rememberDevice } from '../known-device.ts';
import { begunBy, welcome } from '../start-session.ts';
import { countPassword, forgetPasswords } from '../tries.ts';
import { PasskeyForm } from './passkey-form.tsx';

const RESETS = { name: 'reset.pair', most: 5, perMinutes: 60 };

/** Sign-in, sign-out and the way back for a forgotten password. */
export function signInPages(
  ctx: Needs<'db' | 'clock' | 'queue' | 'site' | 'links'>,
  engine: SignInEngine,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/sign-in', async c => {
    const next = safePath(c.req.query('next'), '/today');
    return c.get('visitor') ? c.redirect(next, 303) : showSignIn(c, freshForm({ next }));
  });

  app.post('/sign-in', c =>
    answerForm(
      c,
      async values => {
        const input = readInput(signInInput, values);
        await countPassword(ctx, c, input.email);
        const answer = await engine.api.signInEmail({ body: input, headers: c.req.raw.headers, asResponse: true });
        if (answer.status === 403) {
          await engine.api.sendVerificationEmail({ body: { email: input.email } });
          return c.redirect('/verify-email', 303);
        }
        if (!answer.ok)
          throw new Refusal({
            code: 'sign_in.refused',
            message: 'That address and password do not belong together.',
            status: 422,
          });
        await forgetPasswords(ctx, c, input.email);
        passCookies(c, answer.headers);
        const next = safePath(String(values.next ?? ''), '/today');
        const begun = await begunBy(engine, answer.headers);
        if (begun.awaitsCode) return c.redirect(`/sign-in/code?next=${encodeURIComponent(next)}`, 303);
        await welcome(ctx, c, begun, 'password');
        return c.redirect(next, 303);
      },
      form => showSignIn(c, form),
    ),
  );

  app.post('/sign-out', async c => {
    const visitor = c.get('visitor');
    if (visitor) await noteSignOut(ctx, visitor.owner, visitor.sessionId);
    const answer = await engine.api.signOut({ headers: c.req.raw.headers, asResponse: true });
    passCookies(c, answer.headers);
    return c.redirect('/sign-in?done=signed-out', 303);
  });

  app.get('/forgotten-password', c => showForgotten(c, freshForm()));

  app.post('/forgotten-password', c =>
    answerForm(
      c,
      async values => {
        const input = readInput(forgottenInput, values);
        await c.get('limits').count(RESETS, `${c.get('callerHash')} ${input.email}`);
        await engine.api.requestPasswordReset({
          body: { email: input.email, redirectTo: `${ctx.site.baseUrl}/reset-password` },
        });
        return c.redirect('/sign-in?done=mail-sent', 303);
      },
      form => showForgotten(c, form),
    ),
  );

  app.get('/reset-password', c => showReset(c, freshForm({ token: c.req.query('token') ?? '' })));

  app.post('/reset-password', c =>
    answerForm(
      c,
      async values => {
        const input = readInput(resetInput, values);
        const whose = await ownerOfReset(engine, input.token, callerOf(c));
        const answer = await engine.api.resetPassword({
          body: { newPassword: input.password, token: input.token },
          asResponse: true,
        });
        if (!answer.ok) {
          throw new Refusal({
            code: 'reset.stale_link',
            message: 'This link was used before or is older than an hour. Ask for a new one.',
            status: 410,
          });
        }
        // whoever has the mailbox is let in from here, however often somebody else guessed
        if (whose) rememberDevice(ctx, c, await notePasswordReset(ctx, whose));
        return c.redirect('/sign-in?done=password-changed', 303);
      },
      form => showReset(c, form),
    ),
  );

  return app;
}

/** The page that asks for address and password, or a passkey. */
export function showSignIn(c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Sign in', islands: ['passkey-form'] },
    <div class="flex flex-col gap-6">
      <Form action="/sign-in" form={form} submit="Sign in">
        <HiddenField name="next" value={safePath(String(form.values.next ?? ''), '/today')} />
        <TextField
          form={form}
          name="email"
          type="email"
          inputmode="email"
          label="Email address"
          autocomplete="username"
        />
        <TextField form={form} name="password" type="password" label="Password" autocomplete="current-password" />
        <p>
          <a class="link" href="/forgotten-password">
            Forgotten your password?
          </a>{' '}
          · New here?{' '}
          <a class="link" href="/sign-up">
            Create an account
          </a>
        </p>
      </Form>
      <PasskeyForm
        purpose="get"
        options="/sign-in/passkey/options"
        action="/sign-in/passkey"
        label="Sign in with a passkey"
        next={safePath(String(form.values.next ?? ''), '/today')}
      />
    </div>,
  );
}

function showForgotten(c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Forgotten your password?', lead: `We mail you a link that works for ${RESET_MINUTES} minutes.` },
    <Form action="/forgotten-password" form={form} submit="Send me the link" cancel="/sign-in">
      <TextField
        form={form}
        name="email"
        type="email"
        inputmode="email"
        label="Email address"
        autocomplete="username"
      />
    </Form>,
  );
}

function showReset(c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Choose a new password', lead: 'You will be signed out everywhere else.' },
    <Form action="/reset-password" form={form} submit="Change my password">
      <HiddenField name="token" value={String(form.values.token ?? '')} />
      <TextField
        form={form}
        name="password"
        type="password"
        label="New password"
        autocomplete="new-password"
        hint={`At least ${PASSWORD_LEAST} characters.`}
      />
    </Form>,
  );
}
