import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, inScope, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { withNotice } from '#platform/ui/notice.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId } from '#rules/ids.ts';
import { letterInput, letterPostedInput } from '../input.ts';
import { listLetters } from '../letter-store.ts';
import { makeFormalLetter } from '../make-letter.ts';
import { recordLetterPosted, sendFormalLetter } from '../send-letter.ts';
import type { LetterForms } from './letters.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'site' | 'links'>;

/** The steps of letters before claim. `show` shows the invoice's page of late payment with a refused form. */
export function letterPages(
  ctx: Ctx,
  show: (c: WebContext, forms: LetterForms) => Response | Promise<Response>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.post('/invoices/:id/chasing/letters', async c =>
    answerForm(
      c,
      async values => {
        await makeFormalLetter(ctx, visitorOf(c).owner, invoiceIn(c), readInput(letterInput, values));
        return c.redirect(withNotice(pageOf(c), 'letter-made'), 303);
      },
      letter => show(c, { letter }),
    ),
  );

  app.get('/invoices/:id/chasing/letters/:letter/pdf', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const found = (await listLetters(tx, invoiceIn(c))).find(it => it.id === letterIn(c));
      if (!found) throw notFound('letter');
      return readStoredFile(ctx, tx, found.fileId);
    });
    return serveFile(c, file, 'inline');
  });

  app.post('/invoices/:id/chasing/letters/:letter/send', async c =>
    answerForm(
      c,
      async () => {
        await sendFormalLetter(ctx, visitorOf(c).owner, invoiceIn(c), letterIn(c));
        return c.redirect(withNotice(pageOf(c), 'letter-sent'), 303);
      },
      sending => show(c, { sending }),
    ),
  );

  app.post('/invoices/:id/chasing/letters/:letter/posted', async c =>
    answerForm(
      c,
      async values => {
        const { postedOn } = readInput(letterPostedInput, values);
        await recordLetterPosted(ctx, visitorOf(c).owner, invoiceIn(c), letterIn(c), postedOn);
        return c.redirect(withNotice(pageOf(c), 'saved'), 303);
      },
      posting => show(c, { posting: inScope('posted', posting) }),
    ),
  );

  return app;
}

function pageOf(c: WebContext): string {
  return `/invoices/${c.req.param('id') ?? ''}/chasing`;
}

function invoiceIn(c: WebContext): Id<'invoice'> {
  const id = readId('invoice', c.req.param('id') ?? '');
  if (!id) throw notFound('invoice');
  return id;
}

function letterIn(c: WebContext): Id<'formalLetter'> {
  const id = readId('formalLetter', c.req.param('letter') ?? '');
  if (!id) throw notFound('letter');
  return id;
}
