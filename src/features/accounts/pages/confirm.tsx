import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { Form, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { PROOF_MINUTES, requireVisitor, safePath, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import type { SignInEngine } from '../engine.ts';
import { proofInput } from '../input.ts';
import { passCode } from '../pass-code.ts';
import { listPasskeys } from '../passkey-store.ts';
import { checkPassword, proveSession } from '../prove-session.ts';
import { readSecondFactor } from '../second-factor-store.ts';
import { countCode, countPassword } from '../tries.ts';
import { PasskeyForm } from './passkey-form.tsx';

/** "Confirm it is you", before a sensitive step. */
export function confirmPages(
  ctx: Needs<'db' | 'clock' | 'queue' | 'cipher' | 'site' | 'links'>,
  engine: SignInEngine,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/account/confirm', requireVisitor);

  app.get('/account/confirm', c => showConfirm(ctx, c, freshForm({ next: safePath(c.req.query('next'), '/account') })));

  app.post('/account/confirm', c =>
    answerForm(
      c,
      async values => {
        const visitor = visitorOf(c);
        const { password, code } = readInput(proofInput, values);
        if (password !== '') {
          await countPassword(ctx, c, visitor.email);
          await checkPassword(engine, c.req.raw.headers, password);
          await proveSession(ctx, visitor, 'password');
        } else {
          await countCode(ctx, c, visitor.email);
          await passCode(ctx, visitor.owner, visitor.sessionId, code);
          await proveSession(ctx, visitor, 'code');
        }
        return c.redirect(withNotice(safePath(String(values.next ?? ''), '/account'), 'proved'), 303);
      },
      form => showConfirm(ctx, c, form),
    ),
  );

  return app;
}

/** The page that asks for the password, a code or a passkey. */
export async function showConfirm(ctx: Needs<'db'>, c: WebContext, form: FormState) {
  const { hasCodes, hasPasskey } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    hasCodes: Boolean((await readSecondFactor(tx))?.switchedOnAt),
    hasPasskey: (await listPasskeys(tx)).length > 0,
  }));
  const next = safePath(typed(form, 'next'), '/account');
  return showPage(
    c,
    {
      title: 'Confirm it is you',
      lead: `For steps that matter we ask again. It holds for ${PROOF_MINUTES} minutes.`,
      islands: hasPasskey ? ['passkey-form'] : [],
    },
    <div class="flex flex-col gap-6">
      <Form action="/account/confirm" form={form} submit="Confirm" cancel="/account">
        <HiddenField name="next" value={next} />
        <TextField
          form={form}
          name="password"
          type="password"
          label="Password"
          required={!hasCodes}
          autocomplete="current-password"
        />
        {hasCodes && (
          <TextField
            form={form}
            name="code"
            label="Or a sign-in code"
            required={false}
            autocomplete="one-time-code"
            width="w-60"
          />
        )}
      </Form>
      {hasPasskey && (
        <PasskeyForm
          purpose="get"
          options="/account/confirm/passkey/options"
          action="/account/confirm/passkey"
          label="Confirm with a passkey"
          next={next}
        />
      )}
    </div>,
  );
}
