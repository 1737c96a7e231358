import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownerOf } from '#platform/access.ts';
import { livedAccount } from '../cast/lived-account.ts';
import { type Browser, signedIn, testApp } from '../support/app.ts';
import { type TestContext, testContext } from '../support/context.ts';

/** What somebody wants who types markup, scripts, templates or SQL into a form, and does not get. */
let it: TestContext;
let app: ReturnType<typeof testApp>;
let mine: Browser;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
  mine = await signedIn(it, app, 'amara@locums.example');
  const { rows } = await it.database.admin.query('SELECT id FROM accounts');
  await livedAccount(it, ownerOf(rows[0].id));
}, 120_000);
afterAll(() => it.close());

/** Each would leave an element, an attribute or an address behind that {@link harmIn} finds. */
const PAYLOADS = [
  '<xss-probe onload=alert(1)>',
  '"><xss-probe>',
  "'><xss-probe>",
  '</textarea><xss-probe>',
  '</title></script><xss-probe>',
  '" onprobe="alert(1)',
  "' onprobe='alert(1)",
  'javascript:probe(1)',
  '{{7*7}}<%= 7*7 %><xss-probe>',
  "'; DROP TABLE accounts; --",
  "' OR '1'='1",
];

test('nothing typed into a text field of any form becomes markup, an address that runs, or SQL, then or later', async () => {
  const pages = await formPages();
  let filled = 0;
  for (const [i, { page, form }] of pages.entries())
    for (const payload of [PAYLOADS[i % PAYLOADS.length], '"><xss-probe>'] as string[]) {
      const fields = filledBy(form.inner, payload);
      if (!fields) continue;
      filled++;
      await it.database.admin.query('DELETE FROM rate_limits');
      const answer = await mine.post(form.action, fields);
      expect([page, form.action, payload, answer.status < 500]).toEqual([page, form.action, payload, true]);
      expect([page, form.action, harmIn(answer.text)]).toEqual([page, form.action, []]);
    }
  expect(filled).toBeGreaterThan(60);
  let shown = 0;
  for (const page of await pagesToRead()) {
    const { status, text } = await mine.get(page);
    expect([page, status < 500, harmIn(text)]).toEqual([page, true, []]);
    if (text.includes('&lt;xss-probe')) shown++;
  }
  // the words were kept and are shown: the test looked where it had to
  expect(shown).toBeGreaterThan(5);
  expect((await it.database.admin.query('SELECT 1 FROM accounts')).rowCount).toBe(1);
}, 240_000);

test('nothing said in an address comes back as markup', async () => {
  for (const route of app.paths.filter(one => one.method === 'GET' && !/[:*]/.test(one.path))) {
    const said = encodeURIComponent('"><xss-probe onprobe="1">');
    const query = ['next', 'notice', 'q', 'month', 'year', 'from', 'to', 'done', 'error', 'email', 'token', 'page'];
    const { status, text } = await mine.get(`${route.path}?${query.map(name => `${name}=${said}`).join('&')}`);
    expect([route.path, status < 500, harmIn(text)]).toEqual([route.path, true, []]);
  }
}, 120_000);

/** What of a payload came through as more than words. */
function harmIn(html: string): string[] {
  return html.match(/<xss-probe|["'] onprobe=["']|(?:href|src|action)="\s*(?:javascript|vbscript|data:text)/gi) ?? [];
}

/** Pages with forms that change nothing of who may sign in. */
async function formPages() {
  const found = new Map<string, { page: string; form: { action: string; inner: string } }>();
  for (const page of await pagesToRead()) {
    const { text } = await mine.get(page);
    for (const [, tag = '', inner = ''] of text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
      const action = (/action="([^"]*)"/.exec(tag)?.[1] ?? page).replaceAll('&amp;', '&');
      if (!/method="post"/i.test(tag) || /^\/(sign|account|demo|verify|reset|leave)/.test(action)) continue;
      found.set(action, { page, form: { action, inner } });
    }
  }
  return [...found.values()];
}

async function pagesToRead(): Promise<string[]> {
  const plain = app.paths.filter(one => one.method === 'GET' && !/[:*]/.test(one.path)).map(one => one.path);
  const pages = new Set(plain.filter(path => !/^\/(api|sign|demo|mailbox|reset|verify)/.test(path)));
  for (const path of [...pages])
    for (const [, href = ''] of (await mine.get(path)).text.matchAll(/href="(\/[^"#?]*)"/g))
      if (!/^\/(api|sign|demo|mailbox|assets)|\.\w+$/.test(href) && pages.size < 400) pages.add(href);
  return [...pages];
}

/** The form as a person would send it, with the payload in each field for words; undefined where it has none. */
function filledBy(inner: string, payload: string): Record<string, string> | undefined {
  const fields: Record<string, string> = {};
  let words = 0;
  for (const [, tag = ''] of inner.matchAll(/<input\b([^>]*)>/g)) {
    const [name, type, value] = ['name', 'type', 'value'].map(it => new RegExp(`\\b${it}="([^"]*)"`).exec(tag)?.[1]);
    if (!name || type === 'file' || (/^(checkbox|radio)$/.test(type ?? '') && name in fields)) continue;
    const isWords = /^(text|search|url|tel)?$/.test(type ?? '') && !/inputmode/.test(tag) && !value?.match(/^[\d:.]+$/);
    fields[name] = isWords ? payload : (value ?? '');
    if (isWords) words++;
  }
  for (const [, name = ''] of inner.matchAll(/<textarea\b[^>]*\bname="([^"]*)"/g)) {
    fields[name] = payload;
    words++;
  }
  for (const [, name = '', options = ''] of inner.matchAll(/<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name] = /value="([^"]+)"[^>]*selected/.exec(options)?.[1] ?? /value="([^"]+)"/.exec(options)?.[1] ?? '';
  return words > 0 ? fields : undefined;
}
