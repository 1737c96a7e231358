import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { readPaper } from '#tests/support/read-paper.ts';

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

test('£60,000 of income with £5,000 of expenses: tax, National Insurance and the share to put aside', async () => {
  const year = { income: '60,000', expenses: '5,000', pension: '', employment: '', taxPaid: '', loan: '' };
  const { status, text } = await ask('take-home', { ...year, region: 'rest_of_uk' });
  expect(status).toBe(200);
  // by the tables of 2026/27: 55,000 of profit; 9,432.00 of income tax and 2,356.60 of Class 4 are 19.65% of what came in, rounded up
  for (const amount of ['£9,432.00', '£2,356.60', '£43,211.40', '19.65%']) expect(text).toContain(amount);
  expect((await ask('take-home', { ...year, region: 'scotland' })).text).not.toContain('£9,432.00');
  const wrong = await ask('take-home', { ...year, region: 'rest_of_uk', taxPaid: '100' });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('That is more tax than pay.');
});

const INVOICE = {
  name: 'Amara Okafor',
  businessName: '',
  address: '12 Hill Road\nLeeds LS1 4AP',
  email: 'amara@example.org',
  phone: '',
  registration: 'GMC 7012345',
  buyerName: 'Riverside Surgery',
  buyerAddress: '2 River Lane\nLeeds',
  purchaseOrder: 'PO-77',
  number: 'A/17',
  issuedOn: '2026-11-24',
  termsDays: '14',
  vat: 'exempt',
  bankName: '',
  accountName: 'A Okafor',
  sortCode: '20-09-15',
  accountNumber: '41011166',
  notes: '',
  lineKind: ['work', 'expense', 'work'],
  lineDay: ['23/11/2026', '23/11/2026', ''],
  lineDescription: ['Morning surgery', 'Mileage', ''],
  lineQuantity: ['1.5', '33', ''],
  lineRate: ['340', '0.45', ''],
};

test('the invoice maker answers the same paper as real invoices, to the penny, and keeps nothing', async () => {
  const before = it.onDisk().length;
  const answer = await app.request('http://localhost:3000/tools/invoice', formOf(INVOICE));
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toContain('A-17.pdf');
  const { text } = await readPaper(new Uint8Array(await answer.arrayBuffer()));
  // one and a half sessions of 340.00, and 33 miles at 45p
  for (const part of ['A/17', 'PO-77', '£510.00', '£14.85', '£524.85', '8 Dec 2026', '20-09-15', 'exempt supply'])
    expect(text).toContain(part);
  expect(it.onDisk()).toHaveLength(before);
});

test('what is wrong is told with what was typed, a bank account that does not add up among it', async () => {
  const browser = app.browser();
  const wrong = await browser.post('/tools/invoice', { ...INVOICE, accountNumber: '41011167', lineRate: ['much'] });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('do not seem to belong together');
  expect(wrong.text).toContain('Line 1: Enter the rate in pounds');
  expect(wrong.text).toContain('value="Riverside Surgery"');
  const sure = await browser.post('/tools/invoice', { ...INVOICE, accountNumber: '41011167', sure: 'on' });
  expect(sure.headers.get('content-type')).toBe('application/pdf');
});

test('an invoice without lines is none, and thirty papers an hour are enough for one address', async () => {
  const browser = app.browser();
  const none = await browser.post('/tools/invoice', { ...INVOICE, lineDescription: '', lineDay: '', lineRate: '' });
  expect(none.text).toContain('Enter at least one line.');
  let last = await browser.post('/tools/invoice', INVOICE);
  for (let i = 0; i < 30; i++) last = await browser.post('/tools/invoice', INVOICE);
  expect(last.status).toBe(429);
  expect(last.text).toContain('That was tried too often.');
  expect(last.text).toContain('value="Riverside Surgery"');
});

function formOf(fields: Readonly<Record<string, string | readonly string[]>>): RequestInit {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  const headers = { host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
  return { method: 'POST', body, headers };
}
