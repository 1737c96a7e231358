import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { importOrLater } from '../import-later.ts';
import { planImport } from '../import-statement.ts';
import { importChoiceInput } from '../input.ts';
import { readStatement, textOf } from '../read-statement.ts';
import { showBank } from './bank.tsx';
import { DryRun } from './dry-run.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** A file is looked at first; with the yes it comes again, as text, and is kept. */
export function bankImportPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  // a reload of the look leads back to the start
  app.get('/bank/import', c => c.redirect('/bank', 303));

  app.post('/bank/import', async c =>
    answerForm(
      c,
      async values => {
        const { confirmed, isReversed, columns, bankAccount } = readInput(importChoiceInput, values);
        const { name, text } = await fileIn(c, values);
        const read = readStatement(text, { columns, isReversed });
        const { owner } = visitorOf(c);
        if (confirmed) {
          const id = readId('bankImport', String(values.id ?? ''));
          const statement = {
            id,
            fileName: name,
            read,
            text,
            chosen: { columns, isReversed },
            bankAccountId: bankAccount,
          };
          const kept = await importOrLater(ctx, owner, statement);
          const path = kept.isLater ? `/bank/imports/${showId('bankImport', kept.id)}` : undefined;
          return c.redirect(path ?? withNotice('/bank', 'bank-imported'), 303);
        }
        const form = freshForm({
          ...values,
          id: showId('bankImport', newId('bankImport')),
          text,
          fileName: name,
        });
        return showPage(
          c,
          { title: 'Import a statement', lead: 'This is what would be kept. Nothing is kept yet.', wide: true },
          <DryRun read={read} plan={await planImport(ctx, owner, read, bankAccount)} form={form} />,
        );
      },
      form => showBank(ctx, c, { ...form, values: {} }),
    ),
  );

  return app;
}

/** The file that was uploaded, or the text that came back from the look at it. */
async function fileIn(c: WebContext, values: FormValues): Promise<{ name: string; text: string }> {
  const { file } = await c.req.parseBody();
  if (file instanceof File && file.size > 0)
    return { name: file.name.slice(0, 120) || 'statement', text: textOf(new Uint8Array(await file.arrayBuffer())) };
  const text = textOf(new TextEncoder().encode(String(values.text ?? '')));
  return { name: String(values.fileName ?? '').slice(0, 120) || 'statement', text };
}
