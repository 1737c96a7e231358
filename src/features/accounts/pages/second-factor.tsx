import { Hono } from 'hono';
import QRCode from 'qrcode';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { provenVisitor, requireProof, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { codeInput } from '../input.ts';
import { tellOwner } from '../letters.ts';
import { beginSecondFactor, newRecoveryCodes, switchOffSecondFactor, switchOnSecondFactor } from '../second-factor.ts';
import { countRecoveryCodes, readSecondFactor } from '../second-factor-store.ts';
import { totpUri } from '../totp.ts';
import { countCode } from '../tries.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'site' | 'links'>;

const PATH = '/account/second-factor';

/** Codes of an app at sign-in: set up, switched off, and the recovery codes. */
export function secondFactorPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(PATH, requireProof);
  app.use(`${PATH}/*`, requireProof);

  app.get(PATH, c => show(ctx, c, freshForm()));

  app.post(PATH, c =>
    answerForm(
      c,
      async values => {
        const visitor = provenVisitor(c);
        const { code } = readInput(codeInput, values);
        await countCode(ctx, c, visitor.email);
        const codes = await switchOnSecondFactor(ctx, visitor.owner, code);
        await tellOwner(ctx, visitor.owner, ON);
        return showCodes(c, codes);
      },
      form => show(ctx, c, form),
    ),
  );

  app.post(`${PATH}/recovery`, c =>
    answerForm(
      c,
      async () => showCodes(c, await newRecoveryCodes(ctx, provenVisitor(c).owner)),
      form => show(ctx, c, form),
    ),
  );

  app.post(`${PATH}/off`, c =>
    answerForm(
      c,
      async () => {
        const { owner } = provenVisitor(c);
        await switchOffSecondFactor(ctx, owner);
        await tellOwner(ctx, owner, OFF);
        return c.redirect(withNotice('/account', 'second-factor-off'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

const ON = {
  kind: 'second_factor',
  subject: 'Sign-in codes are switched on',
  paragraph: 'From now on signing in to Sessional with your password also asks for a code of your app.',
};
const OFF = {
  kind: 'second_factor',
  subject: 'Sign-in codes are switched off',
  paragraph: 'From now on your password alone signs in to Sessional.',
};

async function show(ctx: Ctx, c: WebContext, form: FormState) {
  const { owner, email } = visitorOf(c);
  const state = await asOwner(ctx.db, owner, async tx => ({
    isOn: Boolean((await readSecondFactor(tx))?.switchedOnAt),
    left: await countRecoveryCodes(tx),
  }));
  if (state.isOn) return showOn(c, state.left, form);
  const secret = await beginSecondFactor(ctx, owner);
  const svg = await QRCode.toString(totpUri(secret, email), { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return showPage(
    c,
    {
      title: 'Set up sign-in codes',
      lead: 'An app on your phone shows a new code every half minute. Whoever has your password alone cannot sign in.',
    },
    <div class="flex flex-col gap-6">
      <section aria-labelledby="scan">
        <h2 id="scan" class="mb-2 text-lg font-medium">
          1. Scan this with your app
        </h2>
        <img
          class="w-52 rounded-box bg-white"
          src={`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`}
          alt="QR code for your authenticator app"
          width="208"
          height="208"
        />
        <p class="mt-2 max-w-prose">
          Or enter this key by hand: <code class="break-all">{secret.match(/.{4}/g)?.join(' ')}</code>
        </p>
      </section>
      <section aria-labelledby="enter">
        <h2 id="enter" class="mb-2 text-lg font-medium">
          2. Enter the code that it shows
        </h2>
        <Form action={PATH} form={form} submit="Switch on" cancel="/account">
          <TextField
            form={form}
            name="code"
            label="Code"
            inputmode="numeric"
            autocomplete="one-time-code"
            width="w-40"
            hint="Nothing changes until a right code is entered."
          />
        </Form>
      </section>
    </div>,
  );
}

function showOn(c: WebContext, left: number, form: FormState) {
  return showPage(
    c,
    { title: 'Sign-in codes', lead: 'Switched on. Your password alone does not sign in.' },
    <div class="flex flex-col gap-8">
      <section aria-labelledby="recovery">
        <h2 id="recovery" class="mb-2 text-lg font-medium">
          Recovery codes
        </h2>
        <p class="mb-3">
          {left === 0 ? 'None is left.' : `${left} of them still ${left === 1 ? 'works' : 'work'}.`} Making new ones
          ends the old ones.
        </p>
        <Form action={`${PATH}/recovery`} form={form} submit="Make new recovery codes" tone="neutral" />
      </section>
      <section aria-labelledby="off">
        <h2 id="off" class="mb-2 text-lg font-medium">
          Switch off
        </h2>
        <p class="mb-3">Your password alone signs in then, and the recovery codes are deleted.</p>
        <Form action={`${PATH}/off`} form={freshForm()} submit="Switch sign-in codes off" tone="error" />
      </section>
    </div>,
  );
}

function showCodes(c: WebContext, codes: readonly string[]) {
  return showPage(
    c,
    { title: 'Your recovery codes', lead: 'For when your phone is lost. Each works once.' },
    <>
      <Caution>
        <p class="font-medium">They are shown now and never again: print them, or keep them with your passwords.</p>
      </Caution>
      <ul class="my-4 grid max-w-md grid-cols-1 gap-2 sm:grid-cols-2">
        {codes.map(code => (
          <li>
            <code class="whitespace-nowrap">{code}</code>
          </li>
        ))}
      </ul>
      <a class="btn btn-primary min-h-11" href="/account">
        I have kept them
      </a>
    </>,
  );
}
