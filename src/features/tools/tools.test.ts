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
  for (const tool of ['pension-contribution', 'pension-tier', 'ten-weeks', 'late-payment']) {
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
    // nothing is asked where no answer would help
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

test('Northern Ireland is asked whether income is annualised, and without an answer gets none', async () => {
  const income = { income: '40000', days: '180', nation: 'northern_ireland', year: '2025-26' };
  const unsaid = (await ask('pension-tier', income)).text;
  expect(unsaid).toContain('not confirmed by any source');
  expect(unsaid).not.toContain('Your tier');
  const yes = (await ask('pension-tier', { ...income, annualises: 'yes' })).text;
  for (const part of ['£81,111.11', 'Your tier: 12.7%']) expect(yes).toContain(part);
  const no = (await ask('pension-tier', { ...income, annualises: 'no' })).text;
  for (const part of ['Your tier: 10%', '£4,000.00']) expect(no).toContain(part);
});

test('a year of several tables has an answer for each part, and a part without a table says so', async () => {
  const scotland = { income: '30000', days: '', nation: 'scotland' };
  const both = (await ask('pension-tier', { ...scotland, year: '2024-25' })).text;
  expect(both).toContain('Your tier, 1 Apr 2024 to 30 Sep 2024: 6.7%');
  expect(both).toContain('Your tier, 1 Oct 2024 to 31 Mar 2025: 7%');
  const half = (await ask('pension-tier', { ...scotland, year: '2023-24' })).text;
  expect(half.replace(/\s+/g, ' ')).toContain(
    'The tiers of 2023/24, 1 Apr 2023 to 30 Sep 2023 in Scotland are not known here',
  );
  expect(half).toContain('Your tier, 1 Oct 2023 to 31 Mar 2024: 6.7%');
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

test('£650 due on 10 July 2026 and paid on 9 August bears £6.28 at 11.75%, and £40', async () => {
  const { status, text } = await ask('late-payment', { amount: '650', dueOn: '2026-07-10', paidOn: '2026-08-09' });
  expect(status).toBe(200);
  for (const part of ['£6.28', '£40.00', '£46.28', '11.75%', '3.75%', '30 days', 'gov.uk'])
    expect(text).toContain(part);
});

test('what is not paid yet is reckoned to today; a rate not known yet is said, not guessed', async () => {
  // 24 November 2026: 116 days
  expect((await ask('late-payment', { amount: '700', dueOn: '2026-07-31', paidOn: '' })).text).toContain('£26.14');
  const ahead = await ask('late-payment', { amount: '700', dueOn: '2027-01-31', paidOn: '2027-03-01' });
  expect(ahead.text).toContain('is not known here yet');
  expect(ahead.text).not.toContain('Interest, ');
  const early = await ask('late-payment', { amount: '700', dueOn: '2026-12-24', paidOn: '' });
  expect(early.text).toContain('not late');
  const wrong = await ask('late-payment', { amount: '0', dueOn: '2026-07-31', paidOn: '2026-07-30' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="2026-07-30"');
});
