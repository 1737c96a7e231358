import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { holderOfKey, touchKey } from '#features/api-keys/index.ts';
import { auditApi } from '#features/audit/api.ts';
import { availabilityApi } from '#features/availability/api.ts';
import { bankApi } from '#features/bank/api.ts';
import { billingApi } from '#features/billing/api.ts';
import { eInvoiceApi } from '#features/billing/e-invoice-api.ts';
import { lessOwedApi } from '#features/billing/less-owed-api.ts';
import { bookingsApi } from '#features/bookings/api.ts';
import { engagementApi } from '#features/bookings/engagement-api.ts';
import { chasingApi } from '#features/chasing/api.ts';
import { lettersApi } from '#features/chasing/letters-api.ts';
import { chasingSettingsApi } from '#features/chasing/settings-api.ts';
import { statementsOfAccountApi } from '#features/chasing/statement-of-account-api.ts';
import { confirmationsApi } from '#features/confirmations/api.ts';
import { directoryApi } from '#features/directory/api.ts';
import { documentsApi } from '#features/documents/api.ts';
import { evidenceApi } from '#features/evidence/api.ts';
import { expensesApi } from '#features/expenses/api.ts';
import { exportsApi } from '#features/exports/api.ts';
import { importsApi } from '#features/imports/api.ts';
import { messagesApi } from '#features/messages/api.ts';
import { mileageApi } from '#features/mileage/api.ts';
import { organisationsApi } from '#features/organisations/api.ts';
import { paymentsApi } from '#features/payments/api.ts';
import { remittancesApi } from '#features/payments/remittance-api.ts';
import { payslipsApi } from '#features/payslips/api.ts';
import { additionsApi } from '#features/pensions/additions-api.ts';
import { pensionsApi } from '#features/pensions/api.ts';
import { appraisalApi } from '#features/pensions/appraisal-api.ts';
import { figuresApi } from '#features/pensions/figures-api.ts';
import { ledgerApi } from '#features/pensions/ledger-api.ts';
import { postsApi } from '#features/pensions/posts-api.ts';
import { soloApi } from '#features/pensions/solo-api.ts';
import { pensionYearApi } from '#features/pensions/year-api.ts';
import { profileApi } from '#features/profile/api.ts';
import { reportsApi } from '#features/reports/api.ts';
import { requestsApi } from '#features/requests/api.ts';
import { sharingApi } from '#features/sharing/api.ts';
import { taxesApi } from '#features/taxes/api.ts';
import { actingAs, asOwner } from '#platform/access.ts';
import { type ApiEnv, apiDoor, bearerKeys } from '#platform/api.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { Table } from '#platform/ui/table.tsx';
import type { WebEnv } from '#platform/web.ts';
import type { Wired } from './wiring.ts';

/** The REST API: the same verbs as the pages, behind keys. */
export function apiRoutes(wired: Wired): OpenAPIHono<ApiEnv> {
  const { ctx } = wired;
  const app = apiDoor();
  app.doc31('/openapi.json', DOCUMENT);
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.use(
    bearerKeys(async (key, caller) => {
      const holder = await holderOfKey(wired.database.signIn, key, ctx.clock.now());
      if (!holder) return undefined;
      await asOwner(ctx.db, holder.owner, tx => touchKey(tx, holder.keyId, ctx.clock.now()));
      return { ...holder, owner: actingAs(holder.owner, { kind: 'api_key', id: holder.keyId, ...caller }) };
    }, wired.limits),
  );
  for (const door of [
    profileApi(ctx),
    auditApi(ctx),
    organisationsApi(ctx),
    availabilityApi(ctx),
    bookingsApi(ctx),
    engagementApi(ctx),
    billingApi(ctx),
    lessOwedApi(ctx),
    eInvoiceApi(ctx),
    pensionsApi(ctx),
    pensionYearApi(ctx),
    postsApi(ctx),
    ledgerApi(ctx),
    soloApi(ctx),
    figuresApi(ctx),
    additionsApi(ctx),
    appraisalApi(ctx),
    expensesApi(ctx),
    mileageApi(ctx),
    taxesApi(ctx),
    reportsApi(ctx),
    importsApi(ctx),
    exportsApi(ctx),
    documentsApi(ctx),
    sharingApi(ctx),
    requestsApi(ctx),
    paymentsApi(ctx),
    remittancesApi(ctx),
    chasingApi(ctx),
    chasingSettingsApi(ctx),
    lettersApi(ctx),
    statementsOfAccountApi(ctx),
    evidenceApi(ctx),
    bankApi(ctx),
    payslipsApi(ctx),
    messagesApi(ctx),
    confirmationsApi(ctx),
    directoryApi(ctx, wired.database.strangers),
  ])
    app.route('/', door);
  return app;
}

/** What there is, for people: written from the same document. */
export function apiPages(api: OpenAPIHono<ApiEnv>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/api', c => {
    const { paths = {} } = api.getOpenAPI31Document(DOCUMENT);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods ?? {}).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        summary: summaryOf(operation),
      })),
    );
    return showPage(
      c,
      {
        title: 'REST API',
        lead: 'Everything the pages do with bookings, invoices, forms and expenses, for programs.',
        wide: true,
      },
      <>
        <p class="mb-4 max-w-prose">
          All paths stand under <code>/api/v1</code>. Send a key as <code>Authorization: Bearer sk_live_…</code>; keys
          are made under{' '}
          <a class="link" href="/api-keys">
            API keys
          </a>
          . The whole description is an{' '}
          <a class="link" href="/api/v1/openapi.json">
            OpenAPI 3.1 document
          </a>
          .
        </p>
        <Table
          caption="Operations"
          rows={operations}
          columns={[
            { heading: 'What', lead: true, cell: it => it.summary },
            { heading: 'Method', cell: it => <code>{it.method}</code> },
            { heading: 'Path', cell: it => <code class="break-all">{it.path}</code> },
          ]}
        />
      </>,
    );
  });
  return app;
}

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Sessional',
    version: '1',
    description: 'Money is a string of pounds with two decimals. Problems follow RFC 9457.',
  },
  servers: [{ url: '/api/v1' }],
  security: [{ key: [] }],
};

function summaryOf(operation: unknown): string {
  return typeof operation === 'object' && operation !== null && 'summary' in operation ? String(operation.summary) : '';
}
