import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { UploadForm } from '#platform/upload/upload-form.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { importExpenses, planExpenseImport, undoExpenseImport } from '../import-expenses.ts';
import { importChoiceInput } from '../import-input.ts';
import { type ExpenseImport, listImports } from '../import-store.ts';
import { csvText, readExpenseFile } from '../read-expense-file.ts';
import { ExpenseDryRun } from './import-dry-run.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files'>;

/** A file of expenses is looked at first; with the yes it comes again, as text, and is kept as one batch that can be taken back. */
export function expenseImportPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/expenses/import', async c => showStart(ctx, c, freshForm()));

  app.post('/expenses/import', async c =>
    answerForm(
      c,
      async values => {
        const { confirmed, withoutAlike, ...choice } = readInput(importChoiceInput, values);
        const { name, text } = await fileIn(c, values);
        const read = readExpenseFile(text, choice);
        const { owner } = visitorOf(c);
        if (confirmed) {
          const id = readId('expenseImport', String(values.id ?? ''));
          await importExpenses(ctx, owner, { id, fileName: name, read, withoutAlike });
          return c.redirect(withNotice('/expenses/import', 'expenses-imported'), 303);
        }
        const id = showId('expenseImport', newId('expenseImport'));
        const form = freshForm({ ...values, id, text, fileName: name });
        return showPage(
          c,
          { title: 'Import expenses', lead: 'This is what would be recorded. Nothing is recorded yet.', wide: true },
          <ExpenseDryRun
            read={read}
            plan={await planExpenseImport(ctx, owner, read)}
            form={form}
            usual={choice.usual}
          />,
        );
      },
      form => showStart(ctx, c, { ...form, values: {} }),
    ),
  );

  app.post('/expenses/import/:id/undo', async c => {
    const id = readId('expenseImport', c.req.param('id'));
    if (!id) throw notFound('import');
    await undoExpenseImport(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/expenses/import', 'expense-import-undone'), 303);
  });

  return app;
}

async function showStart(ctx: Ctx, c: WebContext, form: FormState) {
  const imports = await asOwner(ctx.db, visitorOf(c).owner, listImports);
  return showPage(
    c,
    {
      title: 'Import expenses',
      lead: 'A CSV file of a spreadsheet, of another product, or of your bank. It is shown first; nothing is recorded without your yes.',
    },
    <div class="flex flex-col gap-10">
      <UploadForm
        action="/expenses/import"
        form={form}
        submit="Look at the file"
        cancel="/expenses"
        accept=".csv,text/csv,text/plain"
        label="CSV file"
        hint="With a date, what it was for, and an amount in each line; a category if it has one. Up to 2 MB."
      />
      {imports.length > 0 && (
        <section aria-labelledby="imports">
          <h2 id="imports" class="mb-3 text-lg font-medium">
            Imported files
          </h2>
          <Imports imports={imports} />
        </section>
      )}
    </div>,
  );
}

function Imports({ imports }: { imports: readonly ExpenseImport[] }) {
  return (
    <Table
      caption="Imported files, the latest first"
      rows={imports}
      columns={[
        { heading: 'File', lead: true, cell: it => <span class="break-all">{it.fileName}</span> },
        { heading: 'When', cell: it => <Moment at={it.importedAt} /> },
        { heading: 'Expenses', figures: true, cell: it => String(it.count) },
        {
          heading: 'Undo',
          cell: it => (
            <details>
              <summary class="min-h-11 cursor-pointer content-center">Take it back</summary>
              <p class="mb-2 max-w-prose text-sm">
                Its {it.count === 1 ? 'expense is' : `${it.count} expenses are`} deleted, with what you changed in them
                and their receipts.
              </p>
              <form method="post" action={`/expenses/import/${showId('expenseImport', it.id)}/undo`}>
                <button type="submit" class="btn btn-error btn-sm min-h-11">
                  Take back {it.fileName}
                </button>
              </form>
            </details>
          ),
        },
      ]}
    />
  );
}

/** The file that was uploaded, or the text that came back from the look at it. */
async function fileIn(c: WebContext, values: FormValues): Promise<{ name: string; text: string }> {
  const { file } = await c.req.parseBody();
  if (file instanceof File && file.size > 0)
    return { name: file.name.slice(0, 120) || 'expenses', text: csvText(new Uint8Array(await file.arrayBuffer())) };
  const text = csvText(new TextEncoder().encode(String(values.text ?? '')));
  return { name: String(values.fileName ?? '').slice(0, 120) || 'expenses', text };
}
