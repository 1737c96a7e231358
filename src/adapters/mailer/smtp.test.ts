import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import {
  describeMailer,
  describeRemoteMailer,
  type ReceivedMail,
  type RemoteMailerUnderTest,
} from '#ports/mailer.contract.ts';
import { readAddress, readMail } from '#tests/support/read-mail.ts';
import { smtpMailer } from './smtp.ts';

describeMailer('SMTP', smtpUnderTest);
describeRemoteMailer('SMTP', smtpUnderTest);

/** An SMTP server on the loopback that asks for a password, keeps what it takes, and answers once as it is told. */
async function smtpUnderTest(): Promise<RemoteMailerUnderTest> {
  const received: ReceivedMail[] = [];
  let next: Parameters<RemoteMailerUnderTest['answerNext']>[0] | undefined;
  const isNext = (answer: typeof next) => {
    const is = next === answer;
    if (is) next = undefined;
    return is;
  };
  const server = await listen({
    onAuth: ({ username }, _, done) =>
      isNext('not-authorised') ? done(reply(535, 'who are you?')) : done(null, { user: username }),
    onRcptTo: (_, __, done) => done(isNext('refuse') ? reply(550, 'no such mailbox') : null),
    onData: async (stream, _, done) => {
      const raw = await buffer(stream);
      if (isNext('fail')) return done(reply(451, 'try again later'));
      received.push(asReceived(raw));
      done();
    },
  });
  return {
    mailer: smtpMailer(`smtp://sessional:secret@127.0.0.1:${server.port}`),
    unreachable: smtpMailer(`smtp://127.0.0.1:${await unusedPort()}`),
    received: async () => received,
    answerNext: answer => {
      next = answer;
    },
    close: server.close,
  };
}

async function listen(options: SMTPServerOptions): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false, ...options });
  // a client that hangs up is no news here
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise(resolve => server.close(resolve)) };
}

async function unusedPort(): Promise<number> {
  const { port, close } = await listen({});
  await close();
  return port;
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function asReceived(raw: Buffer): ReceivedMail {
  const { headers, parts } = readMail(raw);
  const text = (type: string) =>
    parts.find(part => part.contentType === type && part.filename === undefined)?.bytes.toString('utf8') ?? '';
  return {
    id: headers['message-id']?.slice(1).split('@')[0] ?? '',
    from: readAddress(headers.from ?? ''),
    to: readAddress(headers.to ?? ''),
    replyTo: headers['reply-to'] === undefined ? undefined : readAddress(headers['reply-to']),
    subject: headers.subject ?? '',
    text: text('text/plain'),
    html: text('text/html'),
    attachments: parts
      .filter(part => part.filename !== undefined)
      .map(({ filename = '', contentType, bytes }) => ({ filename, contentType, bytes })),
    headers,
  };
}
