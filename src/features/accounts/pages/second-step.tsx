import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Form, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { safePath, type WebContext, type WebEnv } from '#platform/web.ts';
import { type HalfSignedIn, halfSignedIn } from '../current-visitor.ts';
import { CODE_MINUTES, type SignInEngine } from '../engine.ts';
import { codeInput } from '../input.ts';
import { passCode } from '../pass-code.ts';
import { ownerIn, welcome } from '../start-session.ts';
import { countCode } from '../tries.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'site' | 'links'>;

/** The second step of signing in: a code of the app, or one of the recovery codes. */
export function secondStepPages(ctx: Ctx, engine: SignInEngine): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/sign-in/code', async c => {
    const next = safePath(c.req.query('next'), '/today');
    return (await halfOf(ctx, engine, c)) ? showCode(c, freshForm({ next })) : c.redirect('/sign-in', 303);
  });

  app.post('/sign-in/code', async c => {
    const half = await halfOf(ctx, engine, c);
    if (!half) return c.redirect('/sign-in', 303);
    return answerForm(
      c,
      async values => {
        const { code } = readInput(codeInput, values);
        await countCode(ctx, c, half.email);
        const kind = await passCode(ctx, ownerIn(c, half), half.sessionId, code);
        await welcome(ctx, c, half, kind === 'app' ? 'code' : 'recovery_code');
        return c.redirect(safePath(String(values.next ?? ''), '/today'), 303);
      },
      form => showCode(c, form),
    );
  });

  return app;
}

async function halfOf(ctx: Ctx, engine: SignInEngine, c: WebContext): Promise<HalfSignedIn | undefined> {
  const half = await halfSignedIn(engine, c.req.raw.headers);
  const isInTime = half && Temporal.Instant.compare(half.since.add({ minutes: CODE_MINUTES }), ctx.clock.now()) > 0;
  return isInTime ? half : undefined;
}

function showCode(c: WebContext, form: FormState) {
  return showPage(
    c,
    { title: 'Your sign-in code', lead: 'The password is right. One more step.' },
    <Form action="/sign-in/code" form={form} submit="Sign in" cancel="/sign-in">
      <HiddenField name="next" value={safePath(String(form.values.next ?? ''), '/today')} />
      <TextField
        form={form}
        name="code"
        label="Code"
        autocomplete="one-time-code"
        width="w-60"
        autofocus
        hint="The six figures that your app shows now. If you have lost it, one of your recovery codes."
      />
    </Form>,
  );
}
