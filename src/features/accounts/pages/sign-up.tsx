import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { CheckboxField, FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { PROFESSIONS } from '#rules/professions.ts';
import { passCookies } from '../cookies.ts';
import { PASSWORD_LEAST, type SignInEngine, VERIFY_HOURS } from '../engine.ts';
import { signUpInput } from '../input.ts';
import { signUp } from '../sign-up.ts';
import { begunBy, welcome } from '../start-session.ts';

const SIGN_UPS = { name: 'sign_up.caller', most: 10, perMinutes: 60 };

/** Sign-up and the confirmation of the address. */
export function signUpPages(
  ctx: Needs<'db' | 'queue' | 'clock' | 'site' | 'links'>,
  engine: SignInEngine,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/sign-up', async c => (c.get('visitor') ? c.redirect('/today', 303) : showSignUp(c, freshForm())));

  app.post('/sign-up', c =>
    answerForm(
      c,
      async values => {
        const input = readInput(signUpInput, values);
        await c.get('limits').count(SIGN_UPS, c.get('callerHash'));
        await signUp(ctx, engine, input);
        return c.redirect('/verify-email', 303);
      },
      form => showSignUp(c, form),
    ),
  );

  app.get('/verify-email', c =>
    showPage(
      c,
      { title: 'Look into your mailbox' },
      <>
        <p>
          We have sent you a mail with a link that confirms your address. It works for {VERIFY_HOURS} hours. Hospital
          mail systems sometimes hold such mails back for a few minutes, or in a quarantine folder.
        </p>
        {ctx.site.isDevelopment && (
          <p class="mt-4">
            This is a development installation:{' '}
            <a class="link" href="/mailbox">
              the mailbox
            </a>{' '}
            shows every mail it sends.
          </p>
        )}
        <p class="mt-4">
          No mail?{' '}
          <a class="link" href="/sign-in">
            Sign in
          </a>{' '}
          with your password and we send the link again.
        </p>
      </>,
    ),
  );

  app.get('/verify', c =>
    showPage(
      c,
      { title: 'Confirm your address' },
      <form method="post" action="/verify">
        <input type="hidden" name="token" value={c.req.query('token') ?? ''} />
        <p class="mb-4">One more step: press the button, and your account is ready.</p>
        <button type="submit" class="btn btn-primary min-h-11">
          Confirm my address
        </button>
      </form>,
    ),
  );

  app.post('/verify', async c => {
    const { token } = await c.req.parseBody();
    const answer = await engine.api.verifyEmail({
      query: { token: typeof token === 'string' ? token : '' },
      headers: c.req.raw.headers,
      asResponse: true,
    });
    if (!answer.ok) return showStaleLink(c);
    passCookies(c, answer.headers);
    const begun = await begunBy(engine, answer.headers);
    if (begun.awaitsCode) return c.redirect('/sign-in/code', 303);
    await welcome(ctx, c, begun, 'mailed_link');
    return c.redirect('/set-up', 303);
  });

  return app;
}

function showStaleLink(c: WebContext) {
  c.status(410);
  return showPage(
    c,
    { title: 'That link no longer works' },
    <p>
      It is older than {VERIFY_HOURS} hours, or was not copied whole.{' '}
      <a class="link" href="/sign-in">
        Sign in
      </a>{' '}
      with your password and we send a new one.
    </p>,
  );
}

function showSignUp(c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Create your account', lead: 'Free, and yours: you can take everything out again at any time.' },
    <Form action="/sign-up" form={form} submit="Create my account">
      <FieldRow>
        <TextField
          form={form}
          name="title"
          label="Title"
          required={false}
          width="w-28"
          autocomplete="honorific-prefix"
          hint="Dr, Ms, Mx … or nothing"
        />
        <TextField form={form} name="firstName" label="First name" width="w-52" autocomplete="given-name" />
        <TextField form={form} name="lastName" label="Last name" width="w-52" autocomplete="family-name" />
      </FieldRow>
      <SelectField
        form={form}
        name="profession"
        label="Profession"
        empty="Choose …"
        options={PROFESSIONS.map(p => ({ value: p.code, label: p.label }))}
      />
      <TextField
        form={form}
        name="email"
        type="email"
        inputmode="email"
        label="Email address"
        autocomplete="email"
        hint="Use one that you keep when you change practices."
      />
      <TextField
        form={form}
        name="password"
        type="password"
        label="Password"
        autocomplete="new-password"
        hint={`At least ${PASSWORD_LEAST} characters. Three words that nobody would guess are better than one with signs in it.`}
      />
      <CheckboxField form={form} name="adult" label="I am 18 or over." />
      <p>
        Have an account?{' '}
        <a class="link" href="/sign-in">
          Sign in
        </a>
      </p>
    </Form>,
  );
}
