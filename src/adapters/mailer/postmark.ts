import { Models, ServerClient } from 'postmark';
import type { Mailer, OutgoingMail } from '#ports/mailer.ts';

/** Postmark's codes for mail that will never go out: invalid request, inactive recipient (https://postmarkapp.com/developer/api/overview, read 2026-11-23). */
const FINAL_CODES = new Set([300, 406]);

/** Sends through Postmark. `host` is another than Postmark's own only in tests. */
export function postmarkMailer(token: string, host?: { readonly address: string; readonly https: boolean }): Mailer {
  const client = new ServerClient(token, host ? { requestHost: host.address, useHttps: host.https } : {});
  return {
    name: 'postmark',
    async send(mail) {
      try {
        const sent = await client.sendEmail(toMessage(mail));
        return { kind: 'accepted', providerMessageId: sent.MessageID };
      } catch (fault) {
        const code = errorCode(fault);
        if (code !== undefined && FINAL_CODES.has(code))
          return { kind: 'refused', reason: `Postmark refused it (code ${code}).` };
        throw fault;
      }
    },
  };
}

function toMessage(mail: OutgoingMail): Models.Message {
  const headers = {
    ...mail.headers,
    'Message-ID': `<${mail.id}@${mail.from.address.split('@')[1] ?? 'localhost'}>`,
    // without it Postmark puts a Message-ID of its own
    'X-PM-KeepID': 'true',
  };
  return {
    From: named(mail.from),
    To: named(mail.to),
    ...(mail.replyTo ? { ReplyTo: named(mail.replyTo) } : {}),
    Subject: oneLine(mail.subject),
    TextBody: mail.text,
    HtmlBody: mail.html,
    MessageStream: 'outbound',
    TrackOpens: false,
    TrackLinks: Models.LinkTrackingOptions.None,
    Headers: Object.entries(headers).map(([Name, value]) => ({ Name, Value: oneLine(value) })),
    Metadata: { mail: mail.id },
    Attachments: mail.attachments.map(it => ({
      Name: it.filename,
      ContentType: it.contentType,
      Content: Buffer.from(it.bytes).toString('base64'),
      ContentID: null,
      ContentLength: it.bytes.length,
    })),
  };
}

function named(person: { readonly name: string; readonly address: string }): string {
  return `"${person.name.replace(/["\\\r\n]/g, ' ')}" <${person.address}>`;
}

/** A line's end would begin another header. */
function oneLine(value: string): string {
  return value.replaceAll(/[\r\n]+/g, ' ');
}

function errorCode(fault: unknown): number | undefined {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'number' ? fault.code : undefined;
}
