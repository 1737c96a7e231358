import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';

let it: TestContext;
let app: ReturnType<typeof testApp>;
beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const ask = async (tool: string, fields: Record<string, string>) => {
  const { status, text } = await app.browser().get(`/tools/${tool}?${new URLSearchParams(fields)}`);
  return { status, text };
};

test('every tool opens without an account and asks before it answers', async () => {
  const list = await app.browser().get('/tools');
  expect(list.status).toBe(200);
  for (const tool of ['pension-contribution', 'pension-tier', 'ten-weeks']) {
    expect(list.text).toContain(`/tools/${tool}`);
    const page = await app.browser().get(`/tools/${tool}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('id="outcome"');
  }
});

test('a fee of £1,400 at 12.5%: £1,260 pensionable, £157.50 and £181.19, £338.69 to pay over', async () => {
  const fee = { fee: '1,400', nation: 'england', paidOn: '2026-11-24', tier: '12.5' };
  const { status, text } = await ask('pension-contribution', fee);
  expect(status).toBe(200);
  for (const amount of ['£1,260.00', '£157.50', '£181.19', '£1,581.19', '£338.69', '14.38%'])
    expect(text).toContain(amount);
});

test('in Scotland and Northern Ireland the practice pays nothing on top', async () => {
  for (const nation of ['scotland', 'northern_ireland']) {
    const { text } = await ask('pension-contribution', { fee: '1400', nation, paidOn: '2026-11-24', tier: '12.5' });
    expect(text).toContain('paid by a primary care body');
    expect(text).not.toContain('You pay over');
  }
});

test('a rate that is not known yet is said, not guessed', async () => {
  const { text } = await ask('pension-contribution', {
    fee: '1400',
    nation: 'wales',
    paidOn: '2027-04-01',
    tier: '12.5',
  });
  expect(text).toContain('is not known yet');
  for (const nation of ['scotland', 'northern_ireland']) {
    const tier = await ask('pension-tier', { income: '40000', days: '', nation, year: '2026-27' });
    expect(tier.text).toContain('are not known here');
  }
});

test('£40,000 over 180 days is £81,111.11 a year and the top tier; over the whole year it is 9.8%', async () => {
  const short = await ask('pension-tier', { income: '40000', days: '180', nation: 'england', year: '2026-27' });
  for (const part of ['£81,111.11', 'Your tier: 12.5%', '£5,000.00']) expect(short.text).toContain(part);
  const whole = await ask('pension-tier', { income: '40000', days: '', nation: 'england', year: '2026-27' });
  for (const part of ['£40,000.00', 'Your tier: 9.8%', '£3,920.00']) expect(whole.text).toContain(part);
});

test('Scotland takes income as it is', async () => {
  const { text } = await ask('pension-tier', { income: '40000', days: '180', nation: 'scotland', year: '2025-26' });
  expect(text).toContain('not annualised');
  expect(text).not.toContain('£81,111.11');
});

test('the ten weeks are told by both readings, and what is past is too late', async () => {
  const near = await ask('ten-weeks', { first: '2026-10-01', last: '2026-10-20', nation: 'england' });
  for (const part of ['Thu 10 Dec 2026', 'Tue 29 Dec 2026', 'In time', 'Mon 7 Dec 2026'])
    expect(near.text).toContain(part);
  expect((await ask('ten-weeks', { first: '2026-09-01', last: '2026-09-25', nation: 'england' })).text).toContain(
    'At risk',
  );
  expect((await ask('ten-weeks', { first: '2026-06-01', last: '2026-07-01', nation: 'england' })).text).toContain(
    'Too late',
  );
  const belfast = await ask('ten-weeks', { first: '2026-10-01', last: '2026-10-01', nation: 'northern_ireland' });
  expect(belfast.text).toContain('Sun 6 Dec 2026');
});

test('bad input keeps what was typed and says what is wrong', async () => {
  const { status, text } = await ask('ten-weeks', { first: '2026-10-20', last: '2026-10-01', nation: 'england' });
  expect(status).toBe(422);
  expect(text).toContain('The last day lies before the first.');
  expect(text).toContain('value="2026-10-20"');
  const fee = await ask('pension-contribution', { fee: 'lots', nation: 'mars', paidOn: '', tier: '' });
  expect(fee.status).toBe(422);
  expect(fee.text).toContain('value="lots"');
});
