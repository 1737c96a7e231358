import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import { type TestContext, testContext } from '../support/context.ts';

/** What somebody wants who sends more than a machine can hold, and does not get. */
let it: TestContext;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  it = await testContext();
  app = testApp(it);
});
afterAll(() => it.close());

const MEGABYTE = 1024 * 1024;
const DOORS = ['/sign-in', '/sign-up', '/forgotten-password', '/sign-in/passkey', '/api/v1/bookings', '/tools/ir35'];

test('a body that never ends is left after sixteen megabytes, at every kind of door', async () => {
  for (const path of DOORS) {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++;
        // an end, so that a door without bounds fails this test instead of never answering
        if (sent > 40) controller.close();
        else controller.enqueue(new Uint8Array(MEGABYTE).fill(97));
      },
    });
    const init = { method: 'POST', headers: FORM, body, duplex: 'half' };
    const answer = await app.request(`http://localhost:3000${path}`, init);
    expect([path, answer.status]).toEqual([path, 413]);
    expect([path, sent <= 18]).toEqual([path, true]);
  }
});

test('a body that says it is too large is not begun', async () => {
  for (const path of DOORS) {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { ...FORM, 'content-length': String(1024 * MEGABYTE) };
    const init = { method: 'POST', headers, body, duplex: 'half' };
    const answer = await app.request(`http://localhost:3000${path}`, init);
    expect([path, answer.status, pulled]).toEqual([path, 413, 0]);
  }
});

const FORM = {
  host: 'localhost:3000',
  origin: 'http://localhost:3000',
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
};
