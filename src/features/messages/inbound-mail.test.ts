import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeLink } from '#features/sharing/index.ts';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';
import { addDelivered, addPractice } from '#tests/cast/working-locum.ts';
import { testApp } from '#tests/support/app.ts';
import { type TestContext, testContext } from '#tests/support/context.ts';
import { listMessages } from './index.ts';

let it: TestContext;
let owner: Owner;
let booking: Id<'booking'>;
let address: string;

beforeAll(async () => {
  it = await testContext();
  owner = await it.makeAccount();
  const practice = await addPractice(it, owner, { booking_contact_email: 'rota@riverside.example.nhs.uk' });
  booking = await addDelivered(it, owner, practice, '2026-11-16');
  const link = await asOwner(it.ctx.db, owner, tx => makeLink(it.ctx, tx, { scope: 'booking', subjectId: booking }));
  address = `${it.ctx.links.mailToken({ accountId: owner.accountId, linkId: link.id })}@in.example.org`;
});
afterAll(() => it.close());

const SECRET = 'a secret of tests for mail';

/** Hands a body in as Postmark does. */
async function handIn(body: unknown, secret = SECRET): Promise<{ status: number; text: string }> {
  const answer = await testApp(it).request('http://localhost:3000/hooks/inbound-mail', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`inbound:${secret}`).toString('base64')}`,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

const mail = (change: Record<string, unknown> = {}) => ({
  MessageID: 'a8c1040e-db1c-4e18-ac79-bc5f64c7ce2c',
  FromFull: { Email: 'maggie@riverside.example.nhs.uk', Name: 'Maggie Hill', MailboxHash: '' },
  ToFull: [{ Email: address, Name: '', MailboxHash: '' }],
  CcFull: [],
  OriginalRecipient: address,
  TextBody: 'Room 4, please.\n\n> Which room?',
  Headers: [{ Name: 'X-Spam-Status', Value: 'No' }],
  Attachments: [],
  ...change,
});
const thread = () => asOwner(it.ctx.db, owner, tx => listMessages(tx, { kind: 'booking', id: booking }));

test('a reply that the provider hands in is a message of its thread, once', async () => {
  for (const _ of [1, 2]) expect((await handIn(mail())).status).toBe(200);
  expect((await thread()).map(message => [message.authorName, message.body, message.via])).toEqual([
    ['Maggie Hill', 'Room 4, please.', 'mail'],
  ]);
});

test('without the secret nothing is taken in, and nothing is told', async () => {
  const before = (await thread()).length;
  for (const secret of ['', 'wrong', `${SECRET}x`])
    expect((await handIn(mail({ MessageID: 'x' }), secret)).status).toBe(401);
  expect((await thread()).length).toBe(before);
});

test('mail for nobody, and automatic mail, is dropped without asking the provider to try again', async () => {
  const before = (await thread()).length;
  for (const change of [
    { OriginalRecipient: 'nobody@in.example.org', ToFull: [{ Email: 'nobody@in.example.org' }] },
    { Headers: [{ Name: 'Auto-Submitted', Value: 'auto-replied' }] },
    { FromFull: { Email: 'MAILER-DAEMON@example.org', Name: '' } },
  ])
    expect(await handIn(mail({ MessageID: JSON.stringify(change), ...change }))).toEqual({
      status: 200,
      text: '{"outcome":"ignored"}',
    });
  expect((await thread()).length).toBe(before);
});

test('what cannot be taken just now is answered so that the provider tries again', async () => {
  let status = 200;
  for (let n = 0; n <= 20 && status === 200; n++) ({ status } = await handIn(mail({ MessageID: `many-${n}` })));
  expect(status).toBe(503);
});

test('what is no inbound message is refused', async () => {
  for (const body of ['{', '[]', '{"MessageID":1}']) expect((await handIn(body)).status).toBe(422);
});

test('Postmark’s own example is read', async () => {
  const example = '../shared/vectors/postmark-inbound-test-payload.json';
  if (!existsSync(example)) {
    process.stdout.write(`${example} is not here: our own example in its shape stands above\n`);
    return;
  }
  expect(await handIn(readFileSync(example, 'utf8'))).toEqual({ status: 200, text: '{"outcome":"ignored"}' });
});
