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
import { readLedger, readSoloFigures } from './read-ledger.ts';
import { SOLO_LINKS, type SoloRow, soloNext } from './solo-ledger.ts';
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
    isRerouted: z
      .boolean()
      .openapi({ description: 'Billed on a Form A, and by the posts of today it would go another way' }),
    fee: moneyOut,
    pensionablePay: moneyOut.nullable().openapi({ description: 'Its share of the Form A; null while there is none' }),
    employer: moneyOut.nullable(),
    chain: z.array(z.object({ link: z.enum(LINKS), on: dayOut.nullable(), note: z.string() })),
    next: z.object({ who: z.string(), step: z.string() }).nullable(),
    safeUntil: dayOut,
    lastChance: dayOut,
  })
  .openapi('PensionLedgerRow');

const soloRowOut = z
  .object({
    provider: z.string().openapi({ description: 'An organisation whose work is booked here, or a post' }),
    name: z.string(),
    scheme: z.string(),
    month: z.string(),
    works: z.number(),
    pensionablePay: moneyOut,
    contributions: moneyOut.nullable().openapi({ description: 'Taken by the provider; null where it has not told' }),
    figureBy: z.enum(['provider', 'bookings']),
    chain: z.array(z.object({ link: z.enum(SOLO_LINKS), on: dayOut.nullable(), note: z.string() })),
    next: z.object({ who: z.string(), step: z.string() }).nullable(),
  })
  .openapi('PensionSoloRow');

const ledgerOut = z
  .object({
    year: z.string(),
    rows: z.array(rowOut),
    solo: z.array(soloRowOut).openapi({ description: 'SOLO work by provider and month' }),
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
        sent: figuresOut.nullable().openapi({ description: 'Forms B that were sent, and SOLO work' }),
        solo: moneyOut.openapi({ description: 'The part of it that is SOLO work' }),
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
      const { rows, solo, foot } = await asOwner(ctx.db, c.get('caller').owner, tx =>
        readLedger(tx, year, ctx.clock.today()),
      );
      const body = {
        year,
        rows: rows.map(shownRow),
        solo: solo.map(shownSoloRow),
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
      summary: 'List statements of the pension agency beside Forms B and SOLO work, the newest first',
      responses: answers(200, 'All', z.object({ items: z.array(statementOut) })),
    }),
    async c => {
      const items = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const formBs = await listFormBs(tx);
        const shown = [];
        for (const it of await listStatements(tx))
          shown.push(shownStatement(it, compareStatement(it, formBs, await readSoloFigures(tx, it.schemeYear))));
        return shown;
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
    isRerouted: row.isRerouted,
    fee: plainPounds(row.feePence),
    pensionablePay: shownAmount(row.pensionablePence),
    employer: shownAmount(row.employerPence),
    chain: row.links.map(link => ({ link: link.kind, on: link.on?.toString() ?? null, note: link.note })),
    next: next ? { who: next.who, step: next.words } : null,
    safeUntil: row.safeUntil.toString(),
    lastChance: row.lastChance.toString(),
  };
}

function shownSoloRow(row: SoloRow): z.input<typeof soloRowOut> {
  const next = soloNext(row);
  return {
    provider: row.provider,
    name: row.name,
    scheme: row.scheme,
    month: row.month,
    works: row.works,
    pensionablePay: plainPounds(row.pensionablePence),
    contributions: shownAmount(row.contributedPence),
    figureBy: row.by,
    chain: row.links.map(link => ({ link: link.kind, on: link.on?.toString() ?? null, note: link.note })),
    next: next ? { who: next.who, step: next.words } : null,
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
    comparison: comparison.map(({ month, stated, sent, soloPence, verdict, words, next }) => ({
      month,
      stated: stated ? shownFigures(stated) : null,
      sent: sent ? shownFigures(sent) : null,
      solo: plainPounds(soloPence),
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
