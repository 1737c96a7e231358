import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Needs } from '#platform/context.ts';
import type { RateLimiter } from '#platform/rate-limit.ts';
import type { WebEnv } from '#platform/web.ts';
import { type InboundMail, type ReceivedMail, receiveMail } from '../receive-mail.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files' | 'scanner' | 'log'>;

/** Postmark's inbound message, as far as we read it (https://postmarkapp.com/developer/webhooks/inbound-webhook, read 2026-11-23). */
const inbound = z.object({
  MessageID: z.string().max(200),
  FromFull: z.object({ Email: z.string(), Name: z.string().default('') }),
  ToFull: z.array(z.object({ Email: z.string() })).default([]),
  CcFull: z.array(z.object({ Email: z.string() })).default([]),
  OriginalRecipient: z.string().default(''),
  Subject: z.string().default(''),
  TextBody: z.string().default(''),
  HtmlBody: z.string().default(''),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  // the bytes in base64: "Content" as documented, "Data" in Postmark's own test message
  Attachments: z
    .array(z.object({ Name: z.string(), Content: z.string().optional(), Data: z.string().optional() }))
    .default([]),
});

/**
 * Where the provider hands in mail that came to our domain: Basic authentication with the name `inbound` and INBOUND_SECRET. What is no
 * reply to one of our mails is dropped and answered with 200 all the same, so that the provider does not send it again. What cannot be
 * taken just now is answered with 503, so that it does. A higher room is asked first: it answers undefined where the mail is not its own.
 */
export function inboundMailDoor(
  ctx: Ctx,
  secret: string,
  askFirst: (limits: RateLimiter, mail: InboundMail) => Promise<ReceivedMail | undefined>,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.post('/hooks/inbound-mail', async c => {
    const expected = Buffer.from(`Basic ${Buffer.from(`inbound:${secret}`).toString('base64')}`);
    const given = Buffer.from(c.req.header('authorization') ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      c.header('WWW-Authenticate', 'Basic realm="inbound"');
      return c.text('unknown', 401);
    }
    const read = inbound.safeParse(await c.req.json().catch(() => undefined));
    if (!read.success) return c.text('not an inbound message', 422);
    const mail = inboundMail(read.data);
    const limits = c.get('limits');
    const outcome = (await askFirst(limits, mail)) ?? (await receiveMail(ctx, limits, mail));
    ctx.log.write('info', 'mail.inbound', { outcome: 'reason' in outcome ? outcome.reason : outcome.kind });
    if (outcome.kind === 'later') c.header('Retry-After', '600');
    return c.json({ outcome: outcome.kind }, outcome.kind === 'later' ? 503 : 200);
  });
  return app;
}

function inboundMail(mail: z.output<typeof inbound>): InboundMail {
  return {
    id: mail.MessageID,
    to: [mail.OriginalRecipient, ...[...mail.ToFull, ...mail.CcFull].map(it => it.Email)],
    from: { name: mail.FromFull.Name, address: mail.FromFull.Email },
    subject: mail.Subject,
    text: mail.TextBody,
    html: mail.HtmlBody,
    headers: Object.fromEntries(mail.Headers.map(it => [it.Name.toLowerCase(), it.Value])),
    attachments: mail.Attachments.map(it => ({
      name: it.Name,
      bytes: Buffer.from(it.Content ?? it.Data ?? '', 'base64'),
    })),
  };
}
