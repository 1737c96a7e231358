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

const ask = async (fields: Record<string, string>) => {
  const { status, text } = await app.browser().get(`/tools/mileage?${new URLSearchParams(fields)}`);
  return { status, text };
};

test('it opens without an account, is listed, and asks before it answers', async () => {
  expect((await app.browser().get('/tools')).text).toContain('/tools/mileage');
  const page = await ask({});
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('id="outcome"');
});

test('11,000 miles are £5,750.00 in 2026-27 and £4,750.00 in 2025-26, with the limit used up', async () => {
  const { text } = await ask({ year: '2026-27', car: '11000' });
  for (const words of ['£5,750.00', '£5,500.00', '£250.00', '0 miles of this tax year']) expect(text).toContain(words);
  expect((await ask({ year: '2025-26', car: '11,000'.replace(',', '') })).text).toContain('£4,750.00');
});

test('a motorcycle has its own rate, and a bicycle none', async () => {
  const { text } = await ask({ year: '2026-27', motorcycle: '1000', bicycle: '100' });
  for (const words of ['claim <span class="tabular-nums">£240.00', 'no flat rate']) expect(text).toContain(words);
});

test('postcodes give the miles of so many trips, and say how and how roughly', async () => {
  const { status, text } = await ask({ year: '2026-27', from: 'LS1 4AP', to: 'YO1 7HH', trips: '10', isReturn: 'on' });
  expect(status).toBe(200);
  expect(text).toMatch(/miles in a straight line × 1\.3, there and back, 10 times: 5\d\d/);
  expect(text).toContain('this is rough');
});

test('a year without rates, nothing to reckon with, and postcodes that cannot be measured are told, what was typed stays', async () => {
  expect((await ask({ year: '2030-31', car: '10' })).status).toBe(422);
  expect((await ask({ year: '2026-27' })).text).toContain('Enter the miles of the year, or two postcodes.');
  const same = await ask({ year: '2026-27', from: 'LS1 4AP', to: 'LS2 7UE' });
  expect(same.status).toBe(422);
  for (const words of ['both lie in', 'value="LS2 7UE"']) expect(same.text).toContain(words);
});

test('the map cannot be asked without end', async () => {
  let status = 200;
  for (let n = 0; n <= 30 && status !== 429; n++)
    ({ status } = await ask({ year: '2026-27', from: 'LS1 4AP', to: 'YO1 7HH' }));
  expect(status).toBe(429);
});
