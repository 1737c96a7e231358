import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { readSchemeYear, type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { listFormBs } from '../form-b-store.ts';
import { deleteStatement, keepStatement, type StatementToKeep } from '../keep-statement.ts';
import { statementImportInput, statementPageInput } from '../ledger-input.ts';
import { readSoloFigures } from '../read-ledger.ts';
import { type ReadStatement, readStatementCsv } from '../read-statement-csv.ts';
import { newestStatements } from '../statement.ts';
import { listStatements } from '../statements-store.ts';
import { schemeIn } from './scheme-year.ts';
import { DryRun, ImportForm, KeptStatement, monthsOf, SchemeAndYear, TypedForm } from './statement-parts.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** What the agency's statement says, typed or imported, beside the ledger. */
export function statementPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/statements', requireVisitor);
  app.use('/pension/statements/*', requireVisitor);

  app.get('/pension/statements', async c => show(ctx, c, {}));

  app.post('/pension/statements', async c =>
    answerForm(
      c,
      async values => keep(ctx, c, typedStatement(ctx, c, values)),
      typed => show(ctx, c, { typed }),
    ),
  );

  app.post('/pension/statements/import', async c =>
    answerForm(
      c,
      async values => {
        const { statedOn, confirmed, columns } = readInput(statementImportInput, values);
        const file = await fileIn(c, values);
        const read = readStatementCsv(file.text, columns);
        if (confirmed && read.errors.length === 0 && read.lines.length > 0) {
          const head = { schemeYear: yearIn(ctx, c), scheme: schemeIn(c), statedOn };
          return keep(ctx, c, { ...head, source: 'imported', fileName: file.name, lines: read.lines });
        }
        return showDryRun(ctx, c, read, freshForm({ ...values, text: file.text, fileName: file.name }));
      },
      importing => show(ctx, c, { importing }),
    ),
  );

  app.post('/pension/statements/:id/delete', async c => {
    const id = readId('statement', c.req.param('id'));
    if (!id) throw notFound('statement');
    await deleteStatement(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice(pathOf(ctx, c), 'statement-deleted'), 303);
  });

  return app;
}

async function keep(ctx: Ctx, c: WebContext, statement: StatementToKeep): Promise<Response> {
  await keepStatement(ctx, visitorOf(c).owner, statement);
  return c.redirect(withNotice(pathOf(ctx, c), 'statement-kept'), 303);
}

/** One figure for the year, or a row of figures for each month that has one. */
function typedStatement(ctx: Ctx, c: WebContext, values: FormValues): StatementToKeep {
  const year = yearIn(ctx, c);
  const input = readInput(statementPageInput, values);
  const months = [null, ...monthsOf(year)];
  const lines = months.flatMap((month, at) => {
    const pensionablePence = input.pensionable[at] ?? null;
    const [employeePence, employerPence] = [input.employee[at] ?? null, input.employer[at] ?? null];
    if (pensionablePence === null) {
      if (employeePence === null && employerPence === null) return [];
      throw new InputRefusal({
        pensionable: 'Enter the pensionable pay beside each contribution, or leave the row empty.',
      });
    }
    return [{ month, description: '', pensionablePence, employeePence, employerPence }];
  });
  if (lines.length === 0)
    throw new InputRefusal({ pensionable: 'Enter the figure of the year, or that of at least one month.' });
  return { ...input.head, schemeYear: year, scheme: schemeIn(c), source: 'typed', fileName: null, lines };
}

const MOST_CHARACTERS = 200_000;

/** The file that was uploaded, or the text that came back from the dry run. */
async function fileIn(c: WebContext, values: FormValues): Promise<{ name: string; text: string }> {
  const { file } = await c.req.parseBody();
  const [text, name] =
    file instanceof File && file.size > 0
      ? [file.size > MOST_CHARACTERS ? '' : await file.text(), file.name]
      : [String(values.text ?? ''), String(values.fileName ?? '')];
  if (text.trim() === '' || text.length > MOST_CHARACTERS) {
    throw new InputRefusal({
      file: 'Choose a CSV file of at most 200 KB, saved from the statement or your spreadsheet.',
    });
  }
  return { name: (name || 'statement.csv').slice(0, 120), text };
}

interface Forms {
  readonly typed?: FormState;
  readonly importing?: FormState;
}

async function show(ctx: Ctx, c: WebContext, forms: Forms) {
  const [year, scheme, today] = [yearIn(ctx, c), schemeIn(c), ctx.clock.today()];
  const { statements, formBs, solo } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    statements: (await listStatements(tx)).filter(it => it.schemeYear === year && it.scheme === scheme),
    formBs: await listFormBs(tx),
    solo: await readSoloFigures(tx, year),
  }));
  const [newest] = newestStatements(statements);
  return showPage(
    c,
    {
      title: `Pension statement, ${year}`,
      lead: `${SCHEMES[scheme].label}: what the agency says it holds, beside the Forms B that you sent.`,
      wide: true,
    },
    <div class="flex flex-col gap-10">
      <SchemeAndYear year={year} scheme={scheme} today={today} />
      {newest && <KeptStatement statement={newest} formBs={formBs} solo={solo} />}
      {statements.length > 1 && (
        <p class="text-muted">
          The newest is compared.{' '}
          {statements.length === 2 ? 'An older one is' : `${statements.length - 1} older ones are`} kept as well.
        </p>
      )}
      <TypedForm action={pathOf(ctx, c)} year={year} form={forms.typed ?? freshTyped(today)} />
      <ImportForm
        action={`/pension/statements/import${queryOf(ctx, c)}`}
        form={forms.importing ?? freshForm({ statedOn: today.toString() })}
      />
    </div>,
  );
}

function freshTyped(today: Temporal.PlainDate): FormState {
  return freshForm({ id: showId('statement', newId('statement')), statedOn: today.toString() });
}

async function showDryRun(ctx: Ctx, c: WebContext, read: ReadStatement, form: FormState) {
  return showPage(
    c,
    {
      title: `Pension statement, ${yearIn(ctx, c)}`,
      lead: 'This is what would be kept. Nothing is kept yet.',
      wide: true,
    },
    <DryRun action={c.req.path + queryOf(ctx, c)} cancel={pathOf(ctx, c)} read={read} form={form} />,
  );
}

function yearIn(ctx: Ctx, c: WebContext): SchemeYear {
  return readSchemeYear(c.req.query('year') ?? '') ?? schemeYearOf(ctx.clock.today());
}

function queryOf(ctx: Ctx, c: WebContext): string {
  return `?year=${yearIn(ctx, c)}&scheme=${schemeIn(c)}`;
}

function pathOf(ctx: Ctx, c: WebContext): string {
  return `/pension/statements${queryOf(ctx, c)}`;
}
