import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Form, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { safePath, type WebContext, type WebEnv } from '#platform/web.ts';
import { passCookies } from '../cookies.ts';
import { PASSWORD_LEAST, RESET_MINUTES, type SignInEngine } from '../engine.ts';
import { forgottenInput, resetInput, signInInput } from '../input.ts';

/** Counted by caller and by pair, never by account alone: an attacker must not be able to lock the owner out. */
const TRIES_FROM_CALLER = { name: 'sign_in.caller', most: 60, perMinutes: 15 };
const TRIES_ON_ACCOUNT = { name: 'sign_in.pair', most: 8, perMinutes: 15 };
const RESETS = { name: 'reset.pair', most: 5, perMinutes: 60 };

/** Sign-in, sign-out and the way back for a forgotten password. */
export function signInPages(ctx: Needs<'site'>, engine: SignInEngine): Hono<WebEnv> {
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
        const limits = c.get('limits');
        const pair = `${c.get('callerHash')} ${input.email}`;
        await limits.count(TRIES_FROM_CALLER, c.get('callerHash'));
        await limits.count(TRIES_ON_ACCOUNT, pair);
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
        await limits.forget(TRIES_ON_ACCOUNT, pair);
        passCookies(c, answer.headers);
        return c.redirect(safePath(String(values.next ?? ''), '/today'), 303);
      },
      form => showSignIn(c, form),
    ),
  );

  app.post('/sign-out', async c => {
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
        return c.redirect('/sign-in?done=password-changed', 303);
      },
      form => showReset(c, form),
    ),
  );

  return app;
}

function showSignIn(c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Sign in' },
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
    </Form>,
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
