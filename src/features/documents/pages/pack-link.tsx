import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { readAccount } from '#features/accounts/index.ts';
import { type Entered, enterLink, LINK_TRIES, noteAtGuard, noteOpening } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, inScope, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { Form, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { CATEGORY_LABELS } from '#rules/compliance-checklist.ts';
import { readId, showId } from '#rules/ids.ts';
import { askInput, codeInput } from '../input.ts';
import type { Pack } from '../pack.ts';
import {
  askForMore,
  enteredPack,
  openPacked,
  packedDocuments,
  refuseLocked,
  sendCode,
  unlockPack,
} from '../share-pack.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files' | 'cipher'>;

/** Of one pack, whoever tries: six digits outlast that by far. */
const GUESSES = { name: 'pack.guess', most: 8, perMinutes: 15 };
const CODES = { name: 'pack.code', most: 4, perMinutes: 60 };

const COOKIE = 'pack';
const OPEN_MINUTES = 60;

/** Chosen documents as their recipient sees them by the link. */
export function packLinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/c/:token', async c => {
    const entered = await enter(ctx, c);
    // who has not passed the guard has seen nothing
    if (isOpen(ctx, c, await enteredPack(ctx, entered))) await noteOpening(ctx, entered, callerOf(c));
    else await noteAtGuard(ctx, entered, 'met_guard', callerOf(c));
    return show(ctx, c, entered, {});
  });

  app.post('/c/:token/unlock', async c => {
    const entered = await enter(ctx, c);
    return answerForm(
      c,
      async values => {
        const pack = await enteredPack(ctx, entered);
        await c.get('limits').count(GUESSES, pack.id);
        await unlockPack(ctx, entered, pack, readInput(codeInput, values).code, callerOf(c));
        setCookie(c, COOKIE, passOf(ctx, pack), {
          path: pathOf(c),
          httpOnly: true,
          sameSite: 'Strict',
          secure: ctx.site.baseUrl.startsWith('https:'),
          maxAge: OPEN_MINUTES * 60,
        });
        return c.redirect(pathOf(c), 303);
      },
      form => show(ctx, c, entered, { unlock: form }),
    );
  });

  app.post('/c/:token/code', async c => {
    const entered = await enter(ctx, c);
    return answerForm(
      c,
      async () => {
        const pack = await enteredPack(ctx, entered);
        await c.get('limits').count(CODES, pack.id);
        await sendCode(ctx, entered, pack, callerOf(c));
        return c.redirect(withNotice(pathOf(c), 'code-sent'), 303);
      },
      form => show(ctx, c, entered, { unlock: form }),
    );
  });

  app.post('/c/:token/ask', async c => {
    const entered = await enter(ctx, c);
    return answerForm(
      c,
      async values => {
        const pack = await enteredPack(ctx, entered);
        refuseLocked(isOpen(ctx, c, pack));
        await c.get('limits').count(LINK_TRIES, entered.link.id);
        await askForMore(ctx, entered, pack, readInput(askInput, values), callerOf(c));
        return c.redirect(withNotice(pathOf(c), 'answer-kept'), 303);
      },
      form => show(ctx, c, entered, { ask: form }),
    );
  });

  app.get('/c/:token/:document', async c => {
    const entered = await enter(ctx, c);
    const pack = await enteredPack(ctx, entered);
    refuseLocked(isOpen(ctx, c, pack));
    const wanted = readId('document', c.req.param('document'));
    if (!wanted) throw notFound('page');
    return serveFile(c, await openPacked(ctx, entered, pack, wanted, callerOf(c)), 'inline');
  });

  return app;
}

function enter(ctx: Ctx, c: WebContext): Promise<Entered> {
  return enterLink(ctx, c.req.param('token') ?? '', 'compliance', callerOf(c));
}

async function show(
  ctx: Ctx,
  c: WebContext,
  entered: Entered,
  forms: { readonly unlock?: FormState; readonly ask?: FormState },
) {
  const pack = await enteredPack(ctx, entered);
  const account = await asOwner(ctx.db, entered.owner, readAccount);
  if (!isOpen(ctx, c, pack)) {
    return showPage(
      c,
      { title: 'Documents', lead: `For ${pack.recipientName}`, outside: true },
      <Locked c={c} pack={pack} form={inScope('unlock', forms.unlock)} />,
    );
  }
  const documents = await packedDocuments(ctx, entered, pack);
  const ask = inScope('ask', forms.ask);
  return showPage(
    c,
    { title: `Documents of ${account.name}`, lead: `${pack.label}, for ${pack.recipientName}`, outside: true },
    <div class="flex flex-col gap-10">
      <Table
        caption="Documents"
        rows={documents}
        columns={[
          {
            heading: 'Document',
            lead: true,
            cell: it => (
              <a class="link" href={`${pathOf(c)}/${showId('document', it.id)}`}>
                {it.title}
              </a>
            ),
          },
          { heading: 'Kind', cell: it => CATEGORY_LABELS[it.category] },
          { heading: 'Issued', cell: it => (it.issuedOn ? <Day day={it.issuedOn} short /> : '–') },
          { heading: 'Expires', cell: it => (it.expiresOn ? <Day day={it.expiresOn} short /> : '–') },
        ]}
      />
      <p class="text-muted">Each view and download is noted and shown to {account.name}.</p>
      <details open={forms.ask !== undefined} class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">Ask for more</summary>
        <Form action={`${pathOf(c)}/ask`} form={ask} submit="Ask" tone="neutral">
          <TextField form={ask} name="name" label="Your name" autocomplete="name" width="w-full max-w-sm" />
          <TextArea form={ask} name="wanted" label="What you need" rows={3} />
        </Form>
      </details>
    </div>,
  );
}

function Locked({ c, pack, form }: { c: WebContext; pack: Pack; form: FormState }) {
  return (
    <div class="flex flex-col gap-6">
      {pack.guard === 'email' && (
        <form method="post" action={`${pathOf(c)}/code`}>
          <p class="mb-3 max-w-prose">
            A code of six digits opens these documents. It is mailed to the address they were sent to.
          </p>
          <button type="submit" class="btn min-h-11">
            Mail me a code
          </button>
        </form>
      )}
      <Form action={`${pathOf(c)}/unlock`} form={form} submit="Open">
        <TextField
          form={form}
          name="code"
          label={pack.guard === 'email' ? 'Code from the mail' : 'Passcode'}
          type={pack.guard === 'email' ? 'text' : 'password'}
          inputmode={pack.guard === 'email' ? 'numeric' : 'text'}
          autocomplete="one-time-code"
          width="w-56"
        />
      </Form>
    </div>
  );
}

const PLACE = { table: 'compliance_packs', column: 'open' };

/** What the browser keeps once the guard was passed: sealed, for this pack, for an hour. */
function passOf(ctx: Ctx, pack: Pack): string {
  const until = ctx.clock.now().add({ minutes: OPEN_MINUTES });
  return ctx.cipher.seal(until.toString(), { ...PLACE, row: pack.id });
}

function isOpen(ctx: Ctx, c: WebContext, pack: Pack): boolean {
  if (pack.guard === 'none') return true;
  try {
    const until = ctx.cipher.open(getCookie(c, COOKIE) ?? '', { ...PLACE, row: pack.id });
    return Temporal.Instant.compare(ctx.clock.now(), Temporal.Instant.from(until)) < 0;
  } catch {
    return false;
  }
}

function pathOf(c: WebContext): string {
  return `/c/${c.req.param('token') ?? ''}`;
}
