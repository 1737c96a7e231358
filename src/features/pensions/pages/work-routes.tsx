import { Hono } from 'hono';
import { WORK_TYPE_LABELS, WORK_TYPES } from '#features/bookings/index.ts';
import { KIND_LABELS, ORGANISATION_KINDS } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { FormState } from '#platform/form.ts';
import { CheckboxField, FieldRow, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatPercent } from '#rules/money.ts';
import { NATION_CODES, NATIONS } from '#rules/nation.ts';
import { type WorkRoute, type WorkToPension, workRoute } from '#rules/pension/work-route.ts';
import { professionOf } from '#rules/professions.ts';
import { AppraisalDays } from './appraisal.tsx';

/** Which form, and why: for the work that somebody has before them, and for what comes up often. */
export function workRoutePages(ctx: Needs<'db' | 'cipher'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/routes', requireVisitor);
  app.get('/pension/routes', async c => showRoutes(ctx, c));
  return app;
}

async function showRoutes(ctx: Needs<'db' | 'cipher'>, c: WebContext) {
  const visitor = visitorOf(c);
  const profile = await asOwner(ctx.db, visitor.owner, tx => readProfile(ctx, tx));
  const usual: WorkToPension = {
    profession: professionOf(visitor.profession).code,
    billingMode: 'self_invoiced',
    tradingAs: profile.tradingAs,
    workType: 'surgery',
    organisationKind: 'gp_practice',
    nation: profile.nation,
    hasType2Post: false,
  };
  const asked = askedFor(c, usual);
  const form: FormState = {
    values: {
      workType: asked.workType,
      payer: asked.organisationKind,
      billing: asked.billingMode,
      nation: asked.nation,
      post: asked.hasType2Post ? 'on' : '',
    },
    errors: {},
  };
  return showPage(
    c,
    {
      title: 'Which form, and why',
      lead: 'How a piece of work is pensioned depends on who pays for it, on what it is, and on how you are paid.',
      wide: true,
    },
    <div class="flex flex-col gap-10">
      <form method="get" action="/pension/routes" class="flex flex-col gap-4">
        <FieldRow>
          <SelectField form={form} name="workType" label="Work" options={WORK} />
          <SelectField form={form} name="payer" label="Who pays" options={PAYERS} />
          <SelectField form={form} name="billing" label="How you are paid" options={BILLING} />
          <SelectField
            form={form}
            name="nation"
            label="Where"
            options={NATIONS.map(({ code, label }) => ({ value: code, label }))}
          />
        </FieldRow>
        <CheckboxField form={form} name="post" label="I also have a salaried, partner or SOLO post" />
        <p>
          <button type="submit" class="btn btn-primary min-h-11">
            Tell me
          </button>
        </p>
      </form>
      <Answer route={workRoute(asked)} />
      {asked.workType === 'appraisal' && <AppraisalDays c={c} />}
      <section aria-labelledby="often">
        <h2 id="often" class="mb-3 text-lg font-medium">
          What comes up often
        </h2>
        <Table
          caption="Work and its form"
          rows={often(usual)}
          columns={[
            { heading: 'Work', lead: true, cell: it => it.label },
            { heading: 'Form', cell: it => FORMS[it.route.route] },
            { heading: 'Why', cell: it => <span class="block max-w-prose">{it.route.why}</span> },
          ]}
        />
      </section>
    </div>,
  );
}

function Answer({ route }: { route: WorkRoute }) {
  return (
    <section aria-labelledby="answer" class="border-y border-base-300 py-4">
      <h2 id="answer" class="text-lg font-medium">
        {FORMS[route.route]}
        {route.pensionableShareBasisPoints > 0 && `, ${formatPercent(route.pensionableShareBasisPoints)} pensionable`}
      </h2>
      <p class="mt-1 max-w-prose">{route.why}</p>
      <p class="mt-2 text-sm text-muted">
        Source:{' '}
        <a class="link" href={route.source}>
          {new URL(route.source).hostname}
        </a>
      </p>
    </section>
  );
}

const FORMS = {
  form_ab: 'Forms A and B',
  solo: 'SOLO',
  payroll: 'Payroll, no form',
  none: 'Not pensionable',
  ask: 'Ask first',
} as const;

const WORK = WORK_TYPES.map(value => ({ value, label: WORK_TYPE_LABELS[value] }));

const FURTHER_PAYERS = {
  primary_care_network: 'Primary care network',
  nhs_111: 'NHS 111 provider',
  integrated_care_board: 'Integrated care board',
} as const;

const PAYER_CODES = [...ORGANISATION_KINDS, 'primary_care_network', 'nhs_111', 'integrated_care_board'] as const;
const PAYER_LABELS = { ...KIND_LABELS, ...FURTHER_PAYERS };
const PAYERS = PAYER_CODES.map(value => ({ value, label: PAYER_LABELS[value] }));

const BILLING_CODES = ['self_invoiced', 'paye', 'agency', 'company'] as const;
const BILLING = [
  { value: 'self_invoiced', label: 'I invoice in my own name' },
  { value: 'company', label: 'I invoice through a limited company' },
  { value: 'paye', label: 'Payroll or an umbrella company' },
  { value: 'agency', label: 'An agency pays me' },
];

/** What the address asks for; anything that it does not say, or says wrongly, is as usual. */
function askedFor(c: WebContext, usual: WorkToPension): WorkToPension {
  const one = <Code extends string>(codes: readonly Code[], name: string, usually: Code) =>
    codes.find(code => code === c.req.query(name)) ?? usually;
  const billing = one(BILLING_CODES, 'billing', usual.tradingAs === 'limited_company' ? 'company' : 'self_invoiced');
  return {
    ...usual,
    workType: one(WORK_TYPES, 'workType', usual.workType),
    organisationKind: one(PAYER_CODES, 'payer', 'gp_practice'),
    billingMode: billing === 'company' ? 'self_invoiced' : billing,
    tradingAs: billing === 'company' ? 'limited_company' : 'sole_trader',
    nation: one(NATION_CODES, 'nation', usual.nation),
    hasType2Post: c.req.query('post') === 'on',
  };
}

function often(usual: WorkToPension): { label: string; route: WorkRoute }[] {
  const cases: readonly (readonly [string, Partial<WorkToPension>])[] = [
    ['Surgery at a GP practice', {}],
    ['Appraisals, locum work only', { workType: 'appraisal' }],
    ['Appraisals, with a salaried or SOLO post', { workType: 'appraisal', hasType2Post: true }],
    ['Out of hours', { workType: 'out_of_hours', organisationKind: 'out_of_hours' }],
    ['Extended access for a federation', { workType: 'extended_hours', organisationKind: 'gp_federation' }],
    ['A primary care network', { organisationKind: 'primary_care_network' }],
    ['NHS 111', { organisationKind: 'nhs_111' }],
    ['Private work', { workType: 'private' }],
    ['Through an agency', { billingMode: 'agency' }],
    ['Through a limited company', { tradingAs: 'limited_company' }],
    ['On a payroll', { billingMode: 'paye' }],
  ];
  return cases.map(([label, change]) => ({
    label,
    route: workRoute({ ...usual, tradingAs: 'sole_trader', ...change }),
  }));
}
