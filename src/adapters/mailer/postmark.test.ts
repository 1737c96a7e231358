import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  describeMailer,
  describeRemoteMailer,
  type ReceivedMail,
  type RemoteMailerUnderTest,
} from '#ports/mailer.contract.ts';
import { readAddress } from '#tests/support/read-mail.ts';
import { postmarkMailer } from './postmark.ts';

describeMailer('Postmark', postmarkUnderTest);
describeRemoteMailer('Postmark', postmarkUnderTest);

/** The body of Postmark's POST /email (https://postmarkapp.com/developer/api/email-api, read 2026-11-23). */
interface PostedMail {
  From: string;
  To: string;
  ReplyTo?: string;
  Subject: string;
  TextBody: string;
  HtmlBody: string;
  MessageStream: string;
  Headers: { Name: string; Value: string }[];
  Attachments: { Name: string; ContentType: string; Content: string }[];
}

/** Postmark's own error answers (https://postmarkapp.com/developer/api/overview#error-codes, read 2026-11-23). */
const ERRORS = {
  refuse: [422, { ErrorCode: 406, Message: 'You tried to send to a recipient that has been marked as inactive.' }],
  fail: [503, { ErrorCode: 100, Message: 'Maintenance' }],
  'not-authorised': [
    401,
    {
      ErrorCode: 10,
      Message: 'The Server Token you provided in the X-Postmark-Server-Token request header was invalid.',
    },
  ],
} as const;

/** A server on the loopback that speaks the one call of Postmark that we use. */
async function postmarkUnderTest(): Promise<RemoteMailerUnderTest> {
  const received: ReceivedMail[] = [];
  let next: keyof typeof ERRORS | undefined;
  const server = createServer(async (request, response) => {
    const mail = (await json(request)) as PostedMail;
    const isKnown = request.headers['x-postmark-server-token'] === 'token';
    const isCall = request.method === 'POST' && request.url === '/email' && mail.MessageStream === 'outbound';
    const [status, body] =
      next !== undefined ? ERRORS[next] : isKnown && isCall ? accept(mail, received) : ERRORS['not-authorised'];
    next = undefined;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    mailer: postmarkMailer('token', { address: `127.0.0.1:${port}`, https: false }),
    unreachable: postmarkMailer('token', { address: '127.0.0.1:1', https: false }),
    received: async () => received,
    answerNext: answer => {
      next = answer;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function accept(mail: PostedMail, received: ReceivedMail[]) {
  received.push(asReceived(mail));
  return [
    200,
    { To: mail.To, SubmittedAt: '2026-11-23T12:00:00Z', MessageID: crypto.randomUUID(), ErrorCode: 0, Message: 'OK' },
  ] as const;
}

function asReceived(mail: PostedMail): ReceivedMail {
  const headers = Object.fromEntries(mail.Headers.map(({ Name, Value }) => [Name.toLowerCase(), Value]));
  return {
    // Postmark gives a Message-ID of its own unless it is told to keep ours
    id: headers['x-pm-keepid'] === 'true' ? (headers['message-id']?.slice(1).split('@')[0] ?? '') : '',
    from: readAddress(mail.From),
    to: readAddress(mail.To),
    replyTo: mail.ReplyTo === undefined ? undefined : readAddress(mail.ReplyTo),
    subject: mail.Subject,
    text: mail.TextBody,
    html: mail.HtmlBody,
    attachments: mail.Attachments.map(it => ({
      filename: it.Name,
      contentType: it.ContentType,
      bytes: Buffer.from(it.Content, 'base64'),
    })),
    headers,
  };
}
