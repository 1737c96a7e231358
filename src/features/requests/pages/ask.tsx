import { Hono } from 'hono';
import { instantTerms } from '#features/directory/index.ts';
import { actingAs, asOwner, type Owner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readForm, readInput, typed } from '#platform/form.ts';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { requestInput } from '../input.ts';
import { rateWords } from '../request-words.ts';
import { sendRequest } from '../send-request.ts';
import { RequestForm } from './request-form.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

/** A locum who can be asked, as their public page names them. */
export interface AskableLocum {
  readonly owner: Owner;
  readonly name: string;
  /** The page's address now. */
  readonly slug: string;
}

const BY_CALLER = { name: 'request.caller', most: 10, perMinutes: 60 };
const BY_ADDRESS = { name: 'request.address', most: 5, perMinutes: 24 * 60 };
const BY_LOCUM = { name: 'request.locum', most: 50, perMinutes: 24 * 60 };

/** "Ask for a booking" on a public page. `findLocum` knows slugs that are published or unlisted, also former ones, which lead to the page's address now. */
export function askPages(ctx: Ctx, findLocum: (slug: string) => Promise<AskableLocum | undefined>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/p/:slug/request', async c => {
    const locum = await findLocum(c.req.param('slug'));
    if (!locum) throw notFound('page');
    if (locum.slug !== c.req.param('slug')) return c.redirect(movedTo(c, locum), 301);
    const day = c.req.query('day');
    return show(ctx, c, locum, freshForm({ rateKind: 'session', ...(day ? { dayDate: [day] } : {}) }));
  });

  app.post('/p/:slug/request', async c => {
    const locum = await findLocum(c.req.param('slug'));
    if (!locum) throw notFound('page');
    const typedSoFar = await readForm(c);
    if (typedSoFar.more !== undefined) return show(ctx, c, locum, freshForm(typedSoFar));
    return answerForm(
      c,
      async values => {
        const limits = c.get('limits');
        await limits.count(BY_CALLER, c.get('callerHash'));
        const input = readInput(requestInput, values);
        await limits.count(BY_ADDRESS, input.contactEmail);
        await limits.count(BY_LOCUM, locum.owner.accountId);
        // a field that people do not see: what fills it in is no person, and need not know that it was noticed
        if (typed({ values, errors: {} }, 'website') === '') {
          const stranger = actingAs(locum.owner, { kind: 'stranger', id: null, ...callerOf(c) });
          await sendRequest(ctx, stranger, input);
        }
        return c.redirect(`/p/${locum.slug}/request/sent`, 303);
      },
      form => show(ctx, c, locum, form),
    );
  });

  app.get('/p/:slug/request/sent', async c => {
    const locum = await findLocum(c.req.param('slug'));
    if (!locum) throw notFound('page');
    if (locum.slug !== c.req.param('slug')) return c.redirect(movedTo(c, locum), 301);
    return showPage(
      c,
      { title: 'Look into your mailbox', outside: true },
      <p class="max-w-prose">
        We have sent a link to the work address you gave. Open it and confirm: then your request is on its way to{' '}
        {locum.name}. The link works for seven days.
      </p>,
    );
  });

  return app;
}

function movedTo(c: WebContext, locum: AskableLocum): string {
  const { pathname, search } = new URL(c.req.url);
  return `${pathname.replace(/^\/p\/[^/]+/, `/p/${locum.slug}`)}${search}`;
}

async function show(ctx: Ctx, c: WebContext, locum: AskableLocum, form: FormState) {
  const instant = await asOwner(ctx.db, locum.owner, instantTerms);
  return showPage(
    c,
    {
      title: `Ask ${locum.name} for a booking`,
      lead: 'You need no account. Nothing is booked before both sides agree.',
      outside: true,
    },
    <RequestForm
      action={`/p/${locum.slug}/request`}
      form={form}
      locum={locum.name}
      instantTerms={instant && rateWords(instant)}
    />,
  );
}
