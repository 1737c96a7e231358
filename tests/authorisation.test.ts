import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '#features/api-keys/index.ts';
import { type Owner, ownerOf } from '#platform/access.ts';
import { type Id, type Named, showId } from '#rules/ids.ts';
import { livedAccount } from './cast/lived-account.ts';
import { type Browser, signedIn, testApp } from './support/app.ts';
import { type TestContext, testContext } from './support/context.ts';

/** Who may do what: every method and path that the program answers, by who asks. A path that is not named below is the owner's alone. */
let it: TestContext;
let app: ReturnType<typeof testApp>;
let owner: Owner;
let mine: Browser;
let theirs: Browser;
let theirKey: string;

interface Route {
  readonly method: string;
  readonly path: string;
}

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  mine = await signedIn(it, app, 'amara@locums.example');
  theirs = await signedIn(it, app, 'bela@locums.example');
  const { rows } = await it.database.admin.query('SELECT id, email FROM accounts');
  const account = (email: string) => ownerOf(rows.find(row => row.email === email).id);
  owner = account('amara@locums.example');
  await livedAccount(it, owner);
  theirKey = await makeKey(it.ctx, account('bela@locums.example'), { label: 'Theirs', scope: 'write', days: 30 });
}, 120_000);
afterAll(() => it.close());

/** Open to everybody, and why that is right: they show nothing of anybody, or what somebody chose to show. */
const FOR_STRANGERS = [
  /^GET \/$/,
  /^GET \/(health|favicon\.svg|robots\.txt|\.well-known\/security\.txt)$/,
  /^GET \/(privacy|terms|cookies|sub-processors|accessibility)$/,
  /^(GET|POST) \/(sign-up|sign-in|sign-in\/code|sign-in\/passkey|sign-in\/passkey\/options|forgotten-password|reset-password|verify)$/,
  /^GET \/verify-email$/,
  /^POST \/sign-out$/,
  /^(GET|POST) \/tools(\/[a-z-]+)?$/,
  /^GET \/api$/,
  /^GET \/api\/v1\/(openapi\.json|directory(\/:slug)?)$/,
  /^GET \/(locums|p\/:slug|p\/:slug\/photo)$/,
  /^(GET|POST) \/p\/:slug\/request(\/sent)?$/,
  /^GET \/erased\/:secret$/,
  // a provider that hands in mail proves itself by a secret
  /^POST \/hooks\/inbound-mail$/,
  // development only
  /^(GET|POST) \/(demo|mailbox)(\/|$)/,
];

/** Open to whoever holds a link; tests/linked-pages.test.ts walks them through every state of a link. */
const BY_LINK = /^(GET|POST) \/(b|s|d|i|f|r|c|calendar-feed)\/:token/;

const named = (route: Route) => `${route.method} ${route.path}`;
const isApi = (route: Route) => route.path.startsWith('/api/v1/');
const routes = () => [
  ...new Map(app.paths.filter(route => !route.path.includes('*')).map(route => [named(route), route])).values(),
];
const owned = () =>
  routes().filter(it => !FOR_STRANGERS.some(open => open.test(named(it))) && !BY_LINK.test(named(it)));

test('the table above names only what there is', () => {
  const all = routes().map(named);
  expect(all.length).toBeGreaterThan(500);
  for (const pattern of [...FOR_STRANGERS, BY_LINK])
    expect(
      all.filter(it => pattern.test(it)),
      String(pattern),
    ).not.toEqual([]);
});

describe('a stranger', () => {
  test('is sent to sign in from every page that is not named as open, and gets 401 from the API', async () => {
    const stranger = app.browser();
    for (const route of owned()) {
      const answer = await ask(stranger, route, await filled(route.path), undefined);
      if (isApi(route)) expect([named(route), answer.status]).toEqual([named(route), 401]);
      else
        expect([named(route), answer.status, answer.location?.split('?')[0]]).toEqual([named(route), 303, '/sign-in']);
    }
  }, 120_000);

  test('who makes up a link gets 404 from every page behind one', async () => {
    for (const route of routes().filter(it => BY_LINK.test(named(it)))) {
      const answer = await ask(app.browser(), route, await filled(route.path), undefined);
      expect([named(route), answer.status]).toEqual([named(route), 404]);
    }
  });
});

describe('another locum', () => {
  test('finds nothing under anybody’s ids, reads none of their words, and changes nothing of theirs', async () => {
    const before = await everything(owner);
    const withIds = owned().filter(route => /:/.test(route.path));
    expect(withIds.length).toBeGreaterThan(200);
    for (const route of withIds) {
      const path = await filled(route.path);
      const answer = await ask(theirs, route, path, theirKey);
      const wrong = WORDS.filter(word => answer.text.includes(word));
      expect([named(route), wrong]).toEqual([named(route), []]);
      expect(answer.status, `${named(route)} answered ${answer.text.slice(0, 200)}`).toBeLessThan(500);
      // a thing by its id is not there; what is asked for by month or year is the asker's own
      if (/_[0-9a-z]{26}/.test(path)) expect([named(route), answer.status >= 400]).toEqual([named(route), true]);
    }
    expect(await everything(owner)).toEqual(before);
  }, 240_000);
});

describe('the owner', () => {
  test('reads every page and every resource of the API about their own things', async () => {
    const key = await makeKey(it.ctx, owner, { label: 'Mine', scope: 'read', days: 30 });
    const found: Record<string, number> = {};
    for (const route of owned().filter(it => it.method === 'GET')) {
      const answer = await ask(mine, route, await filled(route.path), key);
      if (answer.status >= 400) found[named(route)] = answer.status;
    }
    expect(found).toEqual(REFUSED_TO_THE_OWNER);
  }, 240_000);
});

/** Where the cast's things have nothing to show; each of these has a test of its own that shows it. */
const REFUSED_TO_THE_OWNER: Readonly<Record<string, number>> = {
  // the file that the cast has is no receipt and no attachment, and there is no photo
  'GET /api/v1/expenses/:id/receipts/:file': 404,
  'GET /api/v1/mailed-receipts/:id/files/:file': 404,
  'GET /api/v1/messages/:about/files/:file': 404,
  'GET /api/v1/publication/photo': 404,
  'GET /expenses/:id/receipts/:file': 404,
  'GET /expenses/receipts/:id/files/:file': 404,
  'GET /messages/:subject/files/:file': 404,
  'GET /profile/public/photo': 404,
  // electronic addresses are missing, and said to be
  'GET /api/v1/invoices/:id/credit-notes/:note/ubl': 422,
  'GET /api/v1/invoices/:id/ubl': 422,
  'GET /invoices/:id/e-invoice/credit-notes/:note': 422,
  'GET /invoices/:id/e-invoice/file': 422,
  // packs that are still being made
  'GET /api/v1/invoices/:id/evidence/:pack/file': 409,
  'GET /api/v1/tax/packs/:id/file': 409,
  'GET /invoices/:id/evidence/:pack': 409,
  'GET /tax/:year/pack/:id/file': 409,
  'GET /account/export/:id/file': 409,
  // the key may only read
  'GET /api/v1/account-exports/:id/file': 403,
  // the booking is no appraisal, and the invoice no work on SOLO
  'GET /api/v1/bookings/:id/appraisal-days': 404,
  'GET /pension/appraisal/:booking': 404,
  'GET /pension/ledger/solo/:provider/:month': 404,
  'GET /pension/solo/:year/:organisation/:month': 404,
  // which rows has to be said
  'GET /reports.csv': 404,
  'GET /reports/rows': 404,
  'GET /tax/:year/rows': 404,
  'GET /tax/vat/rows': 404,
  'GET /set-up/:step': 404,
};

/** Words of the owner's rows that nobody else may read. */
const WORDS = ['Riverside Surgery', 'amara@locums.example', 'Northern Bank', '12 Hill Road', 'B86001'];

/** Which table's newest row a part of a path names, by what stands before it or by its own name. */
const NAMED: Readonly<Record<string, readonly [table: string, of: Named]>> = {
  'passkeys/:id': ['passkeys', 'passkey'],
  'sessions/:id': ['sessions', 'session'],
  'api-keys/:id': ['api_keys', 'apiKey'],
  'calendars/:id': ['calendars', 'calendar'],
  'exceptions/:id': ['availability_exceptions', 'availabilityException'],
  'rules/:id': ['availability_rules', 'availabilityRule'],
  'term-breaks/:id': ['term_breaks', 'termBreak'],
  'bank/imports/:id': ['bank_imports', 'bankImport'],
  'lines/:id': ['bank_lines', 'bankLine'],
  'bookings/:id': ['bookings', 'booking'],
  'appraisal/:booking': ['bookings', 'booking'],
  'documents/:id': ['documents', 'document'],
  'packs/:id': ['compliance_packs', 'pack'],
  'compliance-packs/:id': ['compliance_packs', 'pack'],
  'expenses/:id': ['expenses', 'expense'],
  'expenses/import/:id': ['expense_imports', 'expenseImport'],
  'expense-imports/:id': ['expense_imports', 'expenseImport'],
  'receipts/:id': ['receipt_mails', 'receiptMail'],
  'mailed-receipts/:id': ['receipt_mails', 'receiptMail'],
  'recurring/:id': ['recurring_expenses', 'recurringExpense'],
  'recurring-expenses/:id': ['recurring_expenses', 'recurringExpense'],
  'imports/:id': ['import_batches', 'importBatch'],
  'invoices/:id': ['invoices', 'invoice'],
  'form-as/:invoice': ['invoices', 'invoice'],
  'links/:id': ['access_links', 'link'],
  'messages/:subject': ['bookings', 'booking'],
  'messages/:about': ['bookings', 'booking'],
  'mileage/:id': ['trips', 'trip'],
  'trips/:id': ['trips', 'trip'],
  'vehicles/:id': ['vehicles', 'vehicle'],
  'organisations/:id': ['organisations', 'organisation'],
  'vat/:organisation': ['organisations', 'organisation'],
  'solo/:year/:organisation': ['organisations', 'organisation'],
  'solo/:provider': ['organisations', 'organisation'],
  'payslips/:id': ['payslips', 'payslip'],
  'ask/:payer': ['organisations', 'organisation'],
  'payers/:id': ['organisations', 'organisation'],
  'additions/:id': ['pension_additions', 'addition'],
  'form-a/:form': ['form_as', 'formA'],
  'ledger/:form': ['form_as', 'formA'],
  'form-as/:id': ['form_as', 'formA'],
  'posts/:id': ['pension_posts', 'post'],
  'pension/statements/:id': ['pension_statements', 'statement'],
  'statements/:statement': ['account_statements', 'accountStatement'],
  'remittances/:id': ['remittances', 'remittance'],
  'requests/:id': ['booking_requests', 'request'],
  'schedules/:id': ['booking_schedules', 'schedule'],
  'pack/:id': ['tax_packs', 'taxPack'],
  'tax/packs/:id': ['tax_packs', 'taxPack'],
  'quarters/:id': ['tax_updates', 'taxUpdate'],
  'updates/:id': ['tax_updates', 'taxUpdate'],
  'pot/:id': ['tax_pot_moves', 'potMove'],
  'claims/:claim': ['payment_claims', 'claim'],
  'payment-claims/:id': ['payment_claims', 'claim'],
  'disputes/:dispute': ['invoice_disputes', 'dispute'],
  'invoice-disputes/:id': ['invoice_disputes', 'dispute'],
  'credit-notes/:note': ['credit_notes', 'creditNote'],
  'credit-notes/:id': ['credit_notes', 'creditNote'],
  'interest/:interest': ['interest_invoices', 'interestInvoice'],
  'interest-invoices/:interest': ['interest_invoices', 'interestInvoice'],
  'letters/:letter': ['formal_letters', 'formalLetter'],
  'formal-letters/:letter': ['formal_letters', 'formalLetter'],
  'export/:id': ['account_exports', 'accountExport'],
  'account-exports/:id': ['account_exports', 'accountExport'],
  'evidence/:pack': ['evidence_packs', 'evidencePack'],
  'payments/:payment': ['payments', 'payment'],
  'write-offs/:writeOff': ['write_offs', 'writeOff'],
  'receipts/:file': ['files', 'file'],
  'files/:file': ['files', 'file'],
};

/** What is no id: a day, a step, a word of an address. */
const SAID: Readonly<Record<string, string>> = {
  'pension/solo/:year': '2026-27',
  'home-use/:id': '2026-11',
  ':year': '2026-27',
  ':month': '2026-11',
  ':step': 'submitted',
  ':part': 'personal',
  ':kind': 'rate',
  ':slug': 'nobody',
  ':token': 'A'.repeat(64),
  ':secret': 'none',
  ':document': 'doc_00000000000000000000000000',
  ':person': 'nobody',
  ':n': '0',
};

/** The path with the owner's ids in it. Throws for a part that neither table names, so that no new one goes untested. */
async function filled(path: string): Promise<string> {
  const parts = path.split('/');
  for (const [i, part] of parts.entries()) {
    if (!part.startsWith(':')) continue;
    const before = [3, 2, 1].map(n =>
      path
        .split('/')
        .slice(Math.max(0, i - n), i + 1)
        .join('/'),
    );
    const name = before.find(it => it in NAMED);
    const said = [...before, part].find(it => it in SAID);
    if (name) parts[i] = await newest(...(NAMED[name] as readonly [string, Named]));
    else if (said) parts[i] = SAID[said] as string;
    else throw new Error(`no id for ${part} of ${path}: name it in this test`);
  }
  return parts.join('/');
}

async function newest(table: string, of: Named): Promise<string> {
  const { rows } = await it.database.admin.query(
    `SELECT id FROM ${table} WHERE account_id = $1 ORDER BY id DESC LIMIT 1`,
    [owner.accountId],
  );
  if (!rows[0]) throw new Error(`the cast has no row in ${table}`);
  return showId(of, rows[0].id as Id<Named>);
}

async function ask(
  browser: Browser,
  route: Route,
  path: string,
  key: string | undefined,
): Promise<{ readonly status: number; readonly text: string; readonly location?: string | undefined }> {
  // what is tested is who may, not how often
  await it.database.admin.query('DELETE FROM rate_limits');
  if (!isApi(route)) return route.method === 'GET' ? browser.get(path) : browser.post(path, {});
  const answer = await app.request(`http://localhost:3000${path}`, {
    method: route.method,
    headers: {
      host: 'localhost:3000',
      'content-type': 'application/json',
      ...(key ? { authorization: `Bearer ${key}` } : {}),
    },
    ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Every row of an account as text, but for what notes that somebody was there. */
async function everything(who: Owner): Promise<Record<string, string[]>> {
  const { rows } = await it.database.admin.query(
    "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'account_id' ORDER BY 1",
  );
  const all: Record<string, string[]> = {};
  for (const { table_name: table } of rows.filter(row => row.table_name !== 'sessions')) {
    const found = await it.database.admin.query(
      `SELECT t::text AS row FROM ${table} t WHERE account_id = $1 ORDER BY 1`,
      [who.accountId],
    );
    all[table] = found.rows.map(row => row.row);
  }
  return all;
}
