import { createTransport } from 'nodemailer';
import type { Mailer, OutgoingMail } from '#ports/mailer.ts';

/** Sends through an SMTP server, named by a URL such as `smtps://user:password@mail.example.org:465`. */
export function smtpMailer(url: string): Mailer {
  const transport = createTransport(url);
  return {
    name: 'smtp',
    async send(mail) {
      try {
        const sent = await transport.sendMail(toMessage(mail));
        return { kind: 'accepted', providerMessageId: sent.messageId };
      } catch (fault) {
        const code = refusalOfMail(fault);
        if (code !== undefined) return { kind: 'refused', reason: `The mail server refused it (${code}).` };
        throw fault;
      }
    },
  };
}

function toMessage(mail: OutgoingMail) {
  return {
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { ...mail.headers },
    messageId: `<${mail.id}@${mail.from.address.split('@')[1] ?? 'localhost'}>`,
    attachments: mail.attachments.map(it => ({
      filename: it.filename,
      contentType: it.contentType,
      content: Buffer.from(it.bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** 5xx to the recipient or the content is the server's last word. 4xx and network faults pass; our own password or sender can be put right. */
function refusalOfMail(fault: unknown): number | undefined {
  if (!(fault instanceof Error && 'responseCode' in fault && 'command' in fault)) return undefined;
  const isAboutMail = fault.command === 'RCPT TO' || fault.command === 'DATA';
  return isAboutMail && typeof fault.responseCode === 'number' && fault.responseCode >= 500
    ? fault.responseCode
    : undefined;
}
