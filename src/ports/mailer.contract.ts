import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Mailer, OutgoingMail } from './mailer.ts';

/** A mail as it arrived at the far end. */
export interface ReceivedMail {
  /** What stands before the @ of the Message-ID. */
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly replyTo: { readonly name: string; readonly address: string } | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly bytes: Uint8Array;
  }[];
  /** Further headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface MailerUnderTest {
  readonly mailer: Mailer;
  /** What has arrived so far, oldest first. */
  received(): Promise<ReceivedMail[]>;
  close(): Promise<void>;
}

/** What every mailer promises. */
export function describeMailer(name: string, make: () => Promise<MailerUnderTest>): void {
  describe(`the mailer: ${name}`, () => {
    let made: MailerUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    const arrives = async (mail: OutgoingMail) => {
      expect(await made.mailer.send(mail)).toEqual({ kind: 'accepted', providerMessageId: expect.stringMatching(/./) });
      const found = (await made.received()).find(received => received.id === mail.id);
      if (!found) throw new Error(`no mail arrived with the id ${mail.id}`);
      return found;
    };

    test('delivers every part as it was written, under our own id', async () => {
      const mail = exampleMail();
      const { headers, ...found } = await arrives(mail);
      expect(headers).toMatchObject({ 'list-unsubscribe': '<https://sessional.example/off>' });
      expect({ ...found, text: found.text.trimEnd(), html: found.html.trimEnd() }).toEqual({
        id: mail.id,
        from: mail.from,
        to: mail.to,
        replyTo: mail.replyTo,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        attachments: mail.attachments.map(({ bytes, ...attachment }) => ({ ...attachment, bytes: Buffer.from(bytes) })),
      });
    });

    test('names nobody to reply to where nobody was named', async () => {
      const { replyTo: _, ...mail } = exampleMail();
      expect((await arrives(mail)).replyTo).toBeUndefined();
    });

    test('does not let a name, a subject or a header begin another header', async () => {
      const found = await arrives({
        ...exampleMail(),
        to: { name: 'Dr Eve\r\nBcc: all@example.org', address: 'eve@example.org' },
        subject: 'Invoice\r\nBcc: all@example.org',
        headers: { 'X-Note': 'one\r\nBcc: all@example.org' },
      });
      expect(Object.keys(found.headers)).not.toContain('bcc');
      expect(found.to.address).toBe('eve@example.org');
    });
  });
}

export interface RemoteMailerUnderTest extends MailerUnderTest {
  /** The server's next answer: it will never take the mail, it cannot take it now, or it does not know us. */
  answerNext(answer: 'refuse' | 'fail' | 'not-authorised'): void;
  /** The same kind of mailer, for an address where nobody listens. */
  readonly unreachable: Mailer;
}

/** What every mailer that speaks to a server promises besides. */
export function describeRemoteMailer(name: string, make: () => Promise<RemoteMailerUnderTest>): void {
  describe(`the remote mailer: ${name}`, () => {
    let made: RemoteMailerUnderTest;
    beforeAll(async () => {
      made = await make();
    });
    afterAll(() => made.close());

    test('says that a mail was refused where the server will never take it', async () => {
      made.answerNext('refuse');
      expect(await made.mailer.send(exampleMail())).toEqual({ kind: 'refused', reason: expect.stringMatching(/./) });
    });

    test('throws on a passing fault, and sends the same mail at the next attempt', async () => {
      const mail = exampleMail();
      made.answerNext('fail');
      await expect(made.mailer.send(mail)).rejects.toThrow();
      expect(await made.mailer.send(mail)).toMatchObject({ kind: 'accepted' });
      expect((await made.received()).filter(received => received.id === mail.id)).toHaveLength(1);
    });

    test('throws where our own password or token is wrong: that is no fault of the mail', async () => {
      made.answerNext('not-authorised');
      await expect(made.mailer.send(exampleMail())).rejects.toThrow();
    });

    test('throws where nobody listens', async () => {
      await expect(made.unreachable.send(exampleMail())).rejects.toThrow();
    });
  });
}

let made = 0;

function exampleMail(): OutgoingMail {
  const number = String(++made).padStart(12, '0');
  return {
    id: `01938e2a-0000-7000-8000-${number}`,
    from: { name: 'Dr Ngozi Adéyẹmí', address: 'post@sessional.example' },
    replyTo: { name: 'Dr Ngozi Adéyẹmí', address: 'ngozi@example.org' },
    to: { name: 'Elm Tree Surgery, Finance', address: 'finance@elmtree.example' },
    subject: 'Invoice SES-0007 for £1,234.56 – due 30 days from today, please pay by bank transfer',
    text: 'Dear colleagues,\n\n£1,234.56 is due.\n.\nA line of one dot stands above.\n\nNgozi',
    html: `<!doctype html><html lang="en-GB"><body><p>£1,234.56 is due.</p><p>${'A long line. '.repeat(100)}</p></body></html>`,
    attachments: [
      {
        filename: 'SES-0007.pdf',
        contentType: 'application/pdf',
        bytes: Uint8Array.from({ length: 3000 }, (_, i) => i % 256),
      },
      { filename: 'form-a.pdf', contentType: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) },
    ],
    headers: { 'List-Unsubscribe': '<https://sessional.example/off>' },
  };
}
