import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import { withTerms } from '#platform/cancellation-input.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldRow, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { ZERO } from '#rules/money.ts';
import { professionOf } from '#rules/professions.ts';
import { organisationInput } from '../input.ts';
import { addOrganisation, archiveOrganisation, changeOrganisation, restoreOrganisation } from '../keep-organisation.ts';
import { moneyByOrganisation, type OrganisationMoney } from '../money-by-organisation.ts';
import { KIND_LABELS, type Organisation } from '../organisation.ts';
import { readOrganisation, searchOrganisations } from '../store.ts';
import { showOrganisation } from './organisation.tsx';
import { OrganisationForm, organisationValues } from './organisation-form.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The address book. */
export function organisationPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/organisations', requireVisitor);
  app.use('/organisations/*', requireVisitor);

  app.get('/organisations', async c => showList(ctx, c));

  app.get('/organisations/new', async c =>
    showForm(
      c,
      undefined,
      freshForm({ id: showId('organisation', newId('organisation')), kind: 'gp_practice', nation: 'england' }),
    ),
  );

  app.post('/organisations/new', async c =>
    answerForm(
      c,
      async values => {
        const id = await addOrganisation(ctx, visitorOf(c).owner, readInput(organisationInput, withTerms(values)));
        return c.redirect(withNotice(pathOf(id), 'organisation-saved'), 303);
      },
      form => showForm(c, undefined, form),
    ),
  );

  app.get('/organisations/:id', async c => showOrganisation(ctx, c, idOf(c)));

  app.get('/organisations/:id/edit', async c => {
    const organisation = await asOwner(ctx.db, visitorOf(c).owner, tx => readOrganisation(tx, idOf(c)));
    if (!organisation) throw notFound('organisation');
    return showForm(c, organisation.id, freshForm(organisationValues(organisation)));
  });

  app.post('/organisations/:id/edit', async c =>
    answerForm(
      c,
      async values => {
        await changeOrganisation(ctx, visitorOf(c).owner, idOf(c), readInput(organisationInput, withTerms(values)));
        return c.redirect(withNotice(pathOf(idOf(c)), 'organisation-saved'), 303);
      },
      form => showForm(c, idOf(c), form),
    ),
  );

  app.post('/organisations/:id/archive', async c => {
    await archiveOrganisation(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/organisations', 'organisation-archived'), 303);
  });

  app.post('/organisations/:id/restore', async c => {
    await restoreOrganisation(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice(pathOf(idOf(c)), 'organisation-restored'), 303);
  });

  return app;
}

async function showList(ctx: Ctx, c: WebContext) {
  const [name, archived] = [c.req.query('name')?.trim() ?? '', c.req.query('archived') === '1'];
  const { organisations, money } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    organisations: await searchOrganisations(tx, { name, archived }),
    money: await moneyByOrganisation(tx),
  }));
  const action = (
    <a href="/organisations/new" class="btn btn-primary min-h-11">
      Add an organisation
    </a>
  );
  if (organisations.length === 0 && name === '' && !archived) {
    return showPage(
      c,
      { title: 'Organisations' },
      <EmptyState title="Where do you work?" action={action}>
        Add a practice, pharmacy or trust once, with its rate, its terms and who pays. Bookings and invoices then fill
        themselves in.
      </EmptyState>,
    );
  }
  return showPage(
    c,
    { title: archived ? 'Archived organisations' : 'Organisations', wide: true, action },
    <>
      <form method="get" action="/organisations" class="mb-4">
        <FieldRow>
          <TextField form={freshForm({ name })} name="name" label="Name" required={false} type="search" width="w-64" />
          {archived && <input type="hidden" name="archived" value="1" />}
          <button type="submit" class="btn mt-7 min-h-11">
            Find
          </button>
        </FieldRow>
      </form>
      {organisations.length === 0 ? (
        <p class="text-muted">None found.</p>
      ) : (
        <Table caption="Organisations" rows={organisations} columns={columns(money)} />
      )}
      <p class="mt-6">
        {archived ? (
          <a class="link" href="/organisations">
            Those in use
          </a>
        ) : (
          <a class="link" href="/organisations?archived=1">
            Archived ones
          </a>
        )}
      </p>
    </>,
  );
}

function columns(money: ReadonlyMap<Id<'organisation'>, OrganisationMoney>) {
  return [
    {
      heading: 'Name',
      lead: true,
      cell: (it: Organisation) => (
        <a class="link" href={pathOf(it.id)}>
          {it.name}
        </a>
      ),
    },
    { heading: 'Kind', cell: (it: Organisation) => KIND_LABELS[it.kind] },
    {
      heading: 'Received',
      figures: true,
      cell: (it: Organisation) => <Money pence={money.get(it.id)?.earnedPence ?? ZERO} />,
    },
    {
      heading: 'Outstanding',
      figures: true,
      cell: (it: Organisation) => <Money pence={money.get(it.id)?.outstandingPence ?? ZERO} />,
    },
    { heading: 'Days to pay', figures: true, cell: (it: Organisation) => money.get(it.id)?.averageDaysToPay ?? '–' },
  ];
}

function showForm(c: WebContext, id: Id<'organisation'> | undefined, form: FormState) {
  return showPage(
    c,
    { title: id ? 'Change the organisation' : 'Add an organisation' },
    <OrganisationForm
      action={id ? `${pathOf(id)}/edit` : '/organisations/new'}
      form={form}
      submit={id ? 'Save' : 'Add it'}
      cancel={id ? pathOf(id) : '/organisations'}
      offersPension={professionOf(visitorOf(c).profession).usesFormsAB}
    />,
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
