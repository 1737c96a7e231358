import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { type Pence, plainPounds } from '#rules/money.ts';
import { readSchemeYear, type SchemeYear } from '#rules/tax-year.ts';
import { chaseNow } from './chase-form-a.ts';
import { listFormBs } from './form-b-store.ts';
import { giveUpFormA } from './give-up.ts';
import { keepStatement } from './keep-statement.ts';
import { type LedgerRow, LINKS } from './ledger.ts';
import { giveUpInput, statementInput } from './ledger-input.ts';
import { nextStep } from './ledger-words.ts';
import { readLedger } from './read-ledger.ts';
import { type Comparison, compareStatement, type Figures, type Statement } from './statement.ts';
import { listStatements } from './statements-store.ts';

const sumsOut = z.object({ pensionablePay: moneyOut, employer: moneyOut });

const rowOut = z
  .object({
    booking: z.string(),
    organisation: z.string(),
    organisationName: z.string(),
    workedOn: dayOut,
    invoice: z.string().nullable(),
    formA: z.string().nullable(),
    formB: z.string().nullable(),
    scheme: z.string(),
    standing: z.enum(['in_hand', 'whole', 'too_late', 'sent_late', 'given_up']),
    fee: moneyOut,
    pensionablePay: moneyOut.nullable().openapi({ description: 'Its share of the Form A; null while there is none' }),
    employer: moneyOut.nullable(),
    chain: z.array(z.object({ link: z.enum(LINKS), on: dayOut.nullable(), note: z.string() })),
    next: z.object({ who: z.string(), step: z.string() }).nullable(),
    safeUntil: dayOut,
    lastChance: dayOut,
  })
  .openapi('PensionLedgerRow');

const ledgerOut = z
  .object({
    year: z.string(),
    rows: z.array(rowOut),
    sums: sumsOut,
    onFormsB: sumsOut,
    formsB: sumsOut.openapi({ description: 'What the Forms B of the year say; equals onFormsB' }),
  })
  .openapi('PensionLedger');

const figuresOut = z.object({
  pensionablePay: moneyOut,
  employee: moneyOut.nullable(),
  employer: moneyOut.nullable(),
});

const statementOut = z
  .object({
    id: z.string(),
    schemeYear: z.string(),
    scheme: z.string(),
    statedOn: dayOut,
    source: z.enum(['typed', 'imported']),
    comparison: z.array(
      z.object({
        month: z.string().nullable().openapi({ description: 'Null: the whole year' }),
        stated: figuresOut.nullable(),
        sent: figuresOut.nullable(),
        verdict: z.enum(['agrees', 'missing', 'more', 'differs']),
        words: z.string(),
        next: z.string(),
      }),
    ),
  })
  .openapi('PensionStatement');

/** The pension ledger, and statements beside it. */
export function ledgerApi(ctx: Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/ledger/{year}',
      summary: 'The pension ledger of a scheme year, the latest work first',
      request: {
        params: z.object({ year: z.string().openapi({ param: { name: 'year', in: 'path' }, example: '2026-27' }) }),
      },
      responses: answers(200, 'The ledger', ledgerOut),
    }),
    async c => {
      const year = yearOf(c.req.valid('param').year);
      const { rows, foot } = await asOwner(ctx.db, c.get('caller').owner, tx =>
        readLedger(tx, year, ctx.clock.today()),
      );
      const body = {
        year,
        rows: rows.map(shownRow),
        sums: shownSums(foot),
        onFormsB: shownSums(foot.onFormsB),
        formsB: shownSums(foot.formsB),
      };
      return c.json(body, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-as/{id}/remind',
      summary: 'Remind a practice of the Forms A that it has to sign',
      request: { params: idParam },
      responses: answers(200, 'On its way', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await chaseNow(ctx, c.get('caller').owner, pathId('formA', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/form-as/{id}/give-up',
      summary: 'Give a Form A up, with the credit note of the employer’s share',
      request: { params: idParam, ...jsonBody(giveUpInput) },
      responses: answers(200, 'Given up', z.object({ creditNote: z.string().nullable() })),
    }),
    async c => {
      const { reason, on } = c.req.valid('json');
      const id = pathId('formA', c.req.valid('param').id);
      const note = await giveUpFormA(ctx, c.get('caller').owner, id, reason, on);
      return c.json({ creditNote: note === undefined ? null : showId('creditNote', note) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/statements',
      summary: 'List statements of the pension agency beside the Forms B, the newest first',
      responses: answers(200, 'All', z.object({ items: z.array(statementOut) })),
    }),
    async c => {
      const items = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const formBs = await listFormBs(tx);
        return (await listStatements(tx)).map(it => shownStatement(it, compareStatement(it, formBs)));
      });
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/statements',
      summary: 'Keep what a statement says; the same figures of the same day are kept once',
      request: jsonBody(statementInput),
      responses: answers(201, 'Kept', madeOut),
    }),
    async c => {
      const { lines, ...head } = c.req.valid('json');
      const id = await keepStatement(ctx, c.get('caller').owner, {
        ...head,
        source: 'typed',
        fileName: null,
        lines: lines.map(line => ({
          month: line.month,
          description: line.description ?? '',
          pensionablePence: line.pensionable,
          employeePence: line.employee,
          employerPence: line.employer,
        })),
      });
      return c.json({ id: showId('statement', id) }, 201);
    },
  );
  return app;
}

function shownRow(row: LedgerRow): z.input<typeof rowOut> {
  const { booking, form, formB } = row;
  const next = nextStep(row);
  return {
    booking: showId('booking', booking.id),
    organisation: showId('organisation', booking.organisationId),
    organisationName: booking.organisationName,
    workedOn: booking.workDate.toString(),
    invoice: form ? showId('invoice', form.invoiceId) : null,
    formA: form ? showId('formA', form.id) : null,
    formB: formB ? showId('formB', formB.id) : null,
    scheme: row.scheme,
    standing: row.standing,
    fee: plainPounds(row.feePence),
    pensionablePay: shownAmount(row.pensionablePence),
    employer: shownAmount(row.employerPence),
    chain: row.links.map(link => ({ link: link.kind, on: link.on?.toString() ?? null, note: link.note })),
    next: next ? { who: next.who, step: next.words } : null,
    safeUntil: row.safeUntil.toString(),
    lastChance: row.lastChance.toString(),
  };
}

function shownSums(sums: { readonly pensionablePence: Pence; readonly employerPence: Pence }) {
  return { pensionablePay: plainPounds(sums.pensionablePence), employer: plainPounds(sums.employerPence) };
}

function shownStatement(it: Statement, comparison: readonly Comparison[]): z.input<typeof statementOut> {
  return {
    id: showId('statement', it.id),
    schemeYear: it.schemeYear,
    scheme: it.scheme,
    statedOn: it.statedOn.toString(),
    source: it.source,
    comparison: comparison.map(({ month, stated, sent, verdict, words, next }) => ({
      month,
      stated: stated ? shownFigures(stated) : null,
      sent: sent ? shownFigures(sent) : null,
      verdict,
      words,
      next,
    })),
  };
}

function shownFigures(it: Figures): z.input<typeof figuresOut> {
  return {
    pensionablePay: plainPounds(it.pensionablePence),
    employee: shownAmount(it.employeePence),
    employer: shownAmount(it.employerPence),
  };
}

function shownAmount(amount: Pence | null | undefined): string | null {
  return amount === null || amount === undefined ? null : plainPounds(amount);
}

function yearOf(text: string): SchemeYear {
  const year = readSchemeYear(text);
  if (!year) throw notFound('scheme year');
  return year;
}
