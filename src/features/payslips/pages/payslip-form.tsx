import { Hono } from 'hono';
import { listOrganisations } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import type { PayslipKind } from '#rules/payslips/payslip.ts';
import { payslipInput } from '../input.ts';
import { addPayslip } from '../keep-payslip.ts';
import type { Work } from '../payslip.ts';
import { leftOf, readWork } from '../read-work.ts';
import { ChoosePayer, PayslipFields } from './payslip-fields.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** A payslip is entered: who paid, its boxes, and what of it is for which booking. */
export function payslipFormPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/payslips/new', async c => show(ctx, c, undefined));

  app.post('/payslips/new', async c =>
    answerForm(
      c,
      async values => {
        const id = await addPayslip(ctx, visitorOf(c).owner, readInput(payslipInput, values));
        return c.redirect(withNotice(`/payslips/${showId('payslip', id)}`, 'payslip-recorded'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, form: FormState | undefined): Promise<Response> {
  const today = ctx.clock.today();
  const { works, organisations } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    works: await readWork(tx, today),
    organisations: await listOrganisations(tx),
  }));
  const payer = payerOf(c, form, works);
  const name = organisations.find(it => it.id === payer)?.name ?? works.find(it => it.payerId === payer)?.payerName;
  if (payer === undefined || name === undefined) {
    if (organisations.length === 0) return showPage(c, { title: 'Enter a payslip' }, <NoPayers />);
    return showPage(
      c,
      { title: 'Enter a payslip', lead: 'Whose payslip is it?' },
      <ChoosePayer works={works} organisations={organisations} />,
    );
  }
  const its = works.filter(it => it.payerId === payer);
  return showPage(
    c,
    { title: 'Enter a payslip', lead: name },
    <PayslipFields
      form={
        form ??
        freshForm({
          id: showId('payslip', newId('payslip')),
          payer: showId('organisation', payer),
          kind: kindOf(its),
          period: 'week',
        })
      }
      works={its.filter(it => leftOf(it) > 0)}
    />,
  );
}

function payerOf(c: WebContext, form: FormState | undefined, works: readonly Work[]): Id<'organisation'> | undefined {
  if (form) return readId('organisation', typed(form, 'payer'));
  const booking = readId('booking', c.req.query('booking') ?? '');
  return works.find(it => it.booking.id === booking)?.payerId ?? readId('organisation', c.req.query('payer') ?? '');
}

function kindOf(works: readonly Work[]): PayslipKind {
  const through = works.at(-1)?.engagement.paidThrough;
  if (through === 'umbrella') return 'umbrella';
  return through === 'agency_self_bill' ? 'self_bill' : 'paye';
}

function NoPayers() {
  return (
    <EmptyState
      title="First, who pays you?"
      action={
        <a class="btn btn-primary min-h-11" href="/organisations/new">
          Add an organisation
        </a>
      }
    >
      A payslip comes from an agency, an umbrella company or an employer in your address book.
    </EmptyState>
  );
}
