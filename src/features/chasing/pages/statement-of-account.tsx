import { Hono } from 'hono';
import { type Organisation, readOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Day, Money } from '#platform/ui/figures.tsx';
import { DayField, Form, HiddenField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { sumsByAge } from '#rules/account-statement.ts';
import { DEBT_AGE_LABELS, DEBT_AGES } from '#rules/debt-age.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { pence, sumPence, ZERO } from '#rules/money.ts';
import { statementInput } from '../input.ts';
import { sendStatement } from '../send-statement-of-account.ts';
import { type AccountNow, readAccountNow } from '../statement-of-account.ts';
import { type AccountStatement, listAccountStatements } from '../statement-of-account-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'files' | 'links' | 'site'>;

/** How an organisation's account stands, the statements that were made of it, and making another. */
export function statementOfAccountPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/organisations/:id/statement', requireVisitor);
  app.use('/organisations/:id/statements/*', requireVisitor);

  app.get('/organisations/:id/statement', async c => show(ctx, c));

  app.post('/organisations/:id/statement', async c =>
    answerForm(
      c,
      async values => {
        await sendStatement(ctx, visitorOf(c).owner, idOf(c), readInput(statementInput, values));
        return c.redirect(withNotice(`${pathOf(idOf(c))}/statement`, 'statement-issued'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  app.get('/organisations/:id/statements/:statement/pdf', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const found = (await listAccountStatements(tx, idOf(c))).find(
        it => it.id === readId('accountStatement', c.req.param('statement')),
      );
      if (!found) throw notFound('statement');
      return readStoredFile(ctx, tx, found.fileId);
    });
    return c.body(Uint8Array.from(file.bytes), 200, {
      'Content-Type': file.contentType,
      'Content-Disposition': `inline; filename="${file.name}"`,
    });
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, refused?: FormState) {
  const { organisation, account, statements } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const organisation = await readOrganisation(tx, idOf(c));
    if (!organisation) throw notFound('organisation');
    return {
      organisation,
      account: await readAccountNow(ctx, tx, organisation.id),
      statements: await listAccountStatements(tx, organisation.id),
    };
  });
  const path = pathOf(organisation.id);
  const form =
    refused ?? freshForm({ id: showId('accountStatement', newId('accountStatement')), from: account.from.toString() });
  return showPage(
    c,
    { title: 'Statement of account', lead: organisation.name },
    <div class="flex flex-col gap-8">
      <Now organisation={organisation} account={account} />
      <Form action={`${path}/statement`} form={form} submit="Make it and send it" cancel={path}>
        <HiddenField name="id" value={String(form.values.id ?? '')} />
        <DayField form={form} name="from" label="Show what happened since" />
        <p class="text-muted">
          {organisation.financeContactEmail || organisation.bookingContactEmail
            ? `It goes to ${organisation.financeContactEmail ?? organisation.bookingContactEmail}, with a fresh link to each open invoice. It stays as it is now.`
            : 'No address is known here, so it is only made: hand it over yourself.'}
        </p>
      </Form>
      <Open account={account} />
      <Happened account={account} />
      <Made path={path} statements={statements} />
    </div>,
  );
}

function Now({ organisation, account }: { organisation: Organisation; account: AccountNow }) {
  const sums = sumsByAge(account.open, account.asOf);
  const shown = showId('organisation', organisation.id);
  return (
    <Facts
      rows={[
        [
          'Open',
          <Money
            pence={sumPence(account.open.map(it => it.outstandingPence))}
            href={`/invoices?organisation=${shown}&standing=unpaid`}
          />,
        ],
        ...DEBT_AGES.filter(age => age !== 'not_due' && (sums.get(age) ?? ZERO) > 0).map(
          age => [`${DEBT_AGE_LABELS[age]} overdue`, <Money pence={sums.get(age) ?? ZERO} href="#open" />] as const,
        ),
        ['Kept as their credit', <Money pence={account.keptPence} href={`/remittances?organisation=${shown}`} />],
        account.owedPence < 0
          ? ['In their favour', <Money pence={pence(-account.owedPence)} />]
          : ['To pay', <Money pence={account.owedPence} />],
      ]}
    />
  );
}

function Open({ account }: { account: AccountNow }) {
  return (
    <section aria-labelledby="open">
      <h2 id="open" class="mb-3 text-lg font-medium">
        Open invoices
      </h2>
      {account.open.length === 0 ? (
        <p class="text-muted">Nothing is open.</p>
      ) : (
        <Table
          caption="Open invoices"
          rows={account.open}
          columns={[
            {
              heading: 'Invoice',
              lead: true,
              cell: it => (
                <a class="link" href={`/invoices/${showId('invoice', it.id)}`}>
                  {it.number}
                </a>
              ),
            },
            { heading: 'Issued', cell: it => <Day day={it.issueDate} short /> },
            { heading: 'Due', cell: it => <Day day={it.dueDate} short /> },
            { heading: 'Total', figures: true, cell: it => <Money pence={it.totalPence} /> },
            { heading: 'Open', figures: true, cell: it => <Money pence={it.outstandingPence} /> },
          ]}
        />
      )}
    </section>
  );
}

function Happened({ account: { period, from } }: { account: AccountNow }) {
  return (
    <section aria-labelledby="happened">
      <h2 id="happened" class="mb-3 text-lg font-medium">
        Since <Day day={from} short />
      </h2>
      <p class="mb-3">
        Balance before: <Money pence={period.openingPence} />
      </p>
      {period.rows.length > 0 && (
        <Table
          caption="What happened"
          rows={period.rows}
          columns={[
            { heading: 'Day', lead: true, cell: it => <Day day={it.on} short /> },
            { heading: 'What', cell: it => it.what },
            { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
            { heading: 'Balance', figures: true, cell: it => <Money pence={it.balancePence} /> },
          ]}
        />
      )}
    </section>
  );
}

function Made({ path, statements }: { path: string; statements: readonly AccountStatement[] }) {
  if (statements.length === 0) return null;
  return (
    <section aria-labelledby="made">
      <h2 id="made" class="mb-3 text-lg font-medium">
        Statements made
      </h2>
      <Table
        caption="Statements made"
        rows={statements}
        columns={[
          {
            heading: 'As of',
            lead: true,
            cell: it => (
              <a class="link" href={`${path}/statements/${showId('accountStatement', it.id)}/pdf`}>
                <Day day={it.asOf} /> (PDF)
              </a>
            ),
          },
          { heading: 'Sent to', cell: it => it.sentTo ?? 'handed over' },
          { heading: 'To pay', figures: true, cell: it => <Money pence={it.owedPence} /> },
        ]}
      />
    </section>
  );
}

function idOf(c: WebContext): Id<'organisation'> {
  const id = readId('organisation', c.req.param('id') ?? '');
  if (!id) throw notFound('organisation');
  return id;
}

function pathOf(id: Id<'organisation'>): string {
  return `/organisations/${showId('organisation', id)}`;
}
