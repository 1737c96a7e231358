import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { newId } from '#platform/ids.ts';
import { linkSigner } from '#platform/link-signer.ts';
import { signedIn, testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import {
  enterLink,
  type LinkScope,
  listUses,
  makeLink,
  noteDownload,
  noteOpening,
  readLink,
  replaceLink,
  revokeLink,
  useLink,
} from './index.ts';

let it: TestContext;
let owner: Owner;
beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
});
afterAll(() => it.close());

const caller = { callerHash: 'hash', device: 'Firefox on Mac' };
const make = (scope: LinkScope = 'booking', days?: number) =>
  asOwner(it.ctx.db, owner, tx =>
    makeLink(it.ctx, tx, { scope, subjectId: newId('booking'), ...(days === undefined ? {} : { days }) }),
  );
const tokenOf = (url: string) => url.split('/').at(-1) ?? '';
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'let in',
    fault => `${fault.reason?.code} ${fault.reason?.message}`,
  );

test('a link lets its holder in to the one thing it was made for, for thirty days', async () => {
  const link = await make();
  const entered = await enterLink(it.ctx, tokenOf(link.url), 'booking');
  expect(entered.owner.accountId).toBe(owner.accountId);
  expect(entered.link.subjectId).toBe(link.subjectId);
  expect(link.expiresAt?.since(link.createdAt).total('hours')).toBe(30 * 24);
});

test('tampered, of another kind, of another secret, or never made: all are answered alike', async () => {
  const { url } = await make();
  const token = tokenOf(url);
  const foreign = linkSigner('another secret, as long as the first one, but not the same');
  const neverMade = it.ctx.links.token({ accountId: owner.accountId, linkId: newId('link') });
  const nobody = it.ctx.links.token({ accountId: newId('account'), linkId: newId('link') });
  const answers = await Promise.all([
    refusal(enterLink(it.ctx, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'booking')),
    refusal(enterLink(it.ctx, token, 'invoice')),
    refusal(enterLink(it.ctx, 'nothing', 'booking')),
    refusal(enterLink(it.ctx, neverMade, 'booking')),
    refusal(enterLink(it.ctx, nobody, 'booking')),
    refusal(enterLink(it.ctx, foreign.token({ accountId: owner.accountId, linkId: newId('link') }), 'booking')),
  ]);
  expect(new Set(answers)).toEqual(new Set(['not_found There is no such page.']));
});

test('a wrong signature is refused before the database is asked, so that no time tells what exists', async () => {
  const { url } = await make();
  const asked: string[] = [];
  const db = new Proxy(it.ctx.db, {
    get: (target, name) => {
      asked.push(String(name));
      return Reflect.get(target, name);
    },
  });
  const changed = `${tokenOf(url).slice(0, 40)}${'A'.repeat(24)}`;
  await refusal(enterLink({ ...it.ctx, db }, changed, 'booking'));
  expect(asked).toEqual([]);
  await refusal(enterLink({ ...it.ctx, db }, tokenOf(url), 'booking'));
  expect(asked.length).toBeGreaterThan(0);
});

test('nothing of a link’s row can be turned into the link: the token is kept nowhere', async () => {
  const link = await make();
  const { rows } = await it.database.admin.query('SELECT to_json(l.*)::text AS row FROM access_links l WHERE id = $1', [
    link.id,
  ]);
  expect(rows[0].row).not.toContain(tokenOf(link.url));
  expect(rows[0].row).not.toContain(tokenOf(link.url).slice(43));
});

test('an expired and a revoked link have ended, for reading and for acting', async () => {
  const [short, ended] = [await make('booking', 7), await make()];
  await revokeLink(it.ctx, owner, ended.id);
  expect(await refusal(enterLink(it.ctx, tokenOf(ended.url), 'booking'))).toContain('link.ended');
  const entered = await enterLink(it.ctx, tokenOf(short.url), 'booking');
  const before = it.ctx.clock.now();
  it.ctx.clock.set(before.add({ hours: 7 * 24 }));
  try {
    expect(await refusal(enterLink(it.ctx, tokenOf(short.url), 'booking'))).toContain('link.ended');
    // the page was open when the time ran out
    const late = asOwner(it.ctx.db, owner, tx => useLink(it.ctx, tx, entered.link, 'acknowledge', caller));
    expect(await refusal(late)).toContain('link.ended');
  } finally {
    it.ctx.clock.set(before);
  }
});

test('a replaced link has ended, and the new one opens the same thing', async () => {
  const link = await make('invoice');
  const fresh = await replaceLink(it.ctx, owner, link.id);
  expect(await refusal(enterLink(it.ctx, tokenOf(link.url), 'invoice'))).toContain('link.ended');
  expect((await enterLink(it.ctx, tokenOf(fresh.url), 'invoice')).link.subjectId).toBe(link.subjectId);
});

test.each([1, 7, 45, 90, null])('a link made for %s days is replaced by one for as many', async days => {
  const link = await asOwner(it.ctx.db, owner, tx =>
    makeLink(it.ctx, tx, { scope: 'compliance', subjectId: newId('pack'), days }),
  );
  const before = it.ctx.clock.now();
  it.ctx.clock.set(before.add({ minutes: 90 }));
  try {
    const fresh = await replaceLink(it.ctx, owner, link.id);
    expect(fresh.expiresAt?.since(fresh.createdAt).total('hours') ?? null).toBe(days && days * 24);
  } finally {
    it.ctx.clock.set(before);
  }
});

test('no use is cut away silently: a link tells how many there are, and its page leads through all of them', async () => {
  const browser = await signedIn(it, testApp(it), 'amara@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'amara@example.org'");
  const own = ownerOf(rows[0].id);
  const link = await asOwner(it.ctx.db, own, tx =>
    makeLink(it.ctx, tx, { scope: 'booking', subjectId: newId('booking') }),
  );
  const entered = await enterLink(it.ctx, tokenOf(link.url), 'booking');
  for (let n = 0; n < 130; n++) await noteDownload(it.ctx, entered, `file-${n}.pdf`, caller);
  const uses = await asOwner(it.ctx.db, own, tx => listUses(tx, [link.id]));
  expect([uses.length, uses[0]?.total]).toEqual([20, 130]);
  const list = await browser.get('/links');
  expect(list.text).toContain('130 times');
  const all = /href="(\/links\/lnk_[a-z0-9]+\/uses)"/.exec(list.text)?.[1] ?? '';
  const first = await browser.get(all);
  const older = /href="([^"]+)"[^>]*rel="next"/.exec(first.text)?.[1] ?? '';
  const second = await browser.get(older);
  const names = (text: string) => [...text.matchAll(/downloaded (file-\d+\.pdf)/g)].map(([, name]) => name);
  expect(new Set([...names(first.text), ...names(second.text)]).size).toBe(130);
  expect((await (await signedIn(it, testApp(it), 'other@example.org')).get(all)).status).toBe(404);
});

test('links are paged, each once', async () => {
  const browser = await signedIn(it, testApp(it), 'many@example.org');
  const { rows } = await it.database.admin.query("SELECT id FROM accounts WHERE email = 'many@example.org'");
  for (let n = 0; n < 60; n++)
    await asOwner(it.ctx.db, ownerOf(rows[0].id), tx =>
      makeLink(it.ctx, tx, { scope: 'booking', subjectId: newId('booking') }),
    );
  const first = await browser.get('/links');
  const second = await browser.get(/href="([^"]+)"[^>]*rel="next"/.exec(first.text)?.[1] ?? '');
  const ids = (text: string) => [...text.matchAll(/\/links\/(lnk_[a-z0-9]+)\/revoke/g)].map(([, id]) => id);
  expect(new Set([...ids(first.text), ...ids(second.text)]).size).toBe(60);
});

test('what a link’s kind does not allow is refused', async () => {
  const link = await make('schedule');
  const { link: entered } = await enterLink(it.ctx, tokenOf(link.url), 'schedule');
  const act = asOwner(it.ctx.db, owner, tx => useLink(it.ctx, tx, entered, 'claim_paid', caller));
  expect(await refusal(act)).toContain('link.not_allowed');
});

test('every use is kept with when, what, device and a hash, and cannot be altered', async () => {
  const link = await make();
  const entered = await enterLink(it.ctx, tokenOf(link.url), 'booking');
  await noteOpening(it.ctx, entered, caller);
  await asOwner(it.ctx.db, owner, tx => useLink(it.ctx, tx, entered.link, 'acknowledge', caller));
  const uses = await asOwner(it.ctx.db, owner, tx => listUses(tx, [link.id]));
  expect(uses.map(use => use.action)).toEqual(['acknowledge', 'opened']);
  expect(uses[0]).toMatchObject({ ...caller, about: null, total: 2 });
  const altered = asOwner(it.ctx.db, owner, tx =>
    tx.db.updateTable('access_link_uses').set({ action: 'nothing' }).execute(),
  );
  await expect(altered).rejects.toThrow('permission denied');
});

test('another locum can neither see nor end a link', async () => {
  const [link, other] = [await make(), await it.makeAccount()];
  expect(await refusal(revokeLink(it.ctx, other, link.id))).toContain('not_found');
  expect(await asOwner(it.ctx.db, other, tx => readLink(tx, link.id))).toBeUndefined();
});
