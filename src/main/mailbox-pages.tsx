import { Hono } from 'hono';
import type { MailboxMailer } from '#adapters/mailer/mailbox.ts';
import { receiveMail } from '#features/messages/index.ts';
import type { Context } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readForm } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import type { WebEnv } from '#platform/web.ts';
import { formatMoment } from '#rules/dates.ts';

/** Every mail that a development installation "sent". Never mounted in production. */
export function mailboxPages(ctx: Context, mailbox: MailboxMailer): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/mailbox', async c => {
    const mails = await mailbox.list();
    return showPage(
      c,
      { title: 'Mailbox', lead: 'Mails of this development installation. None of them left this machine.' },
      mails.length === 0 ? (
        <EmptyState title="No mail yet">Sign up or send an invoice, and the mail appears here.</EmptyState>
      ) : (
        <Table
          caption="Mails, newest first"
          rows={mails}
          columns={[
            {
              heading: 'Subject',
              lead: true,
              cell: mail => (
                <a class="link" href={`/mailbox/${mail.id}`}>
                  {mail.subject}
                </a>
              ),
            },
            { heading: 'To', cell: mail => mail.to.address },
            { heading: 'Attachments', figures: true, cell: mail => String(mail.attachments.length) },
            { heading: 'When', cell: mail => <Moment at={mail.sentAt} /> },
          ]}
        />
      ),
    );
  });

  app.get('/mailbox/:id', async c => {
    const mail = await mailbox.read(c.req.param('id'));
    if (!mail) throw notFound('mail');
    return showPage(
      c,
      { title: mail.subject },
      <>
        <Facts
          rows={[
            ['From', `${mail.from.name} <${mail.from.address}>`],
            ['Reply to', mail.replyTo ? `${mail.replyTo.name} <${mail.replyTo.address}>` : '–'],
            ['To', `${mail.to.name} <${mail.to.address}>`],
            [
              'Attachments',
              mail.attachments.length === 0
                ? 'none'
                : mail.attachments.map((attachment, i) => (
                    <a class="link mr-4" href={`/mailbox/${mail.id}/attachments/${i}`}>
                      {attachment.filename}
                    </a>
                  )),
            ],
          ]}
        />
        <iframe
          class="mt-6 h-[32rem] w-full rounded-box border border-base-300"
          src={`/mailbox/${mail.id}/html`}
          title="The mail as HTML"
          sandbox="allow-popups allow-top-navigation-by-user-activation"
        ></iframe>
        {mail.replyTo?.address.endsWith(`@${ctx.site.replyDomain}`) && (
          <form method="post" action={`/mailbox/${mail.id}/answer`} class="mt-4 flex flex-col items-start gap-3">
            <label for="answer" class="font-medium">
              Answer this mail, as {mail.to.name} would
            </label>
            <textarea id="answer" name="text" rows={3} class="textarea w-full"></textarea>
            <button type="submit" class="btn min-h-11">
              Send the answer
            </button>
          </form>
        )}
        <details class="mt-4" open>
          <summary class="min-h-11 cursor-pointer">As text</summary>
          <div class="whitespace-pre-wrap break-words">{withLinks(mail.text)}</div>
        </details>
      </>,
    );
  });

  app.post('/mailbox/:id/answer', async c => {
    const mail = await mailbox.read(c.req.param('id'));
    if (!mail?.replyTo) throw notFound('mail');
    const { text } = await readForm(c);
    const quoted = mail.text
      .split('\n')
      .map(line => `> ${line}`)
      .join('\n');
    await receiveMail(ctx, c.get('limits'), {
      id: newId('mail'),
      to: [mail.replyTo.address],
      from: mail.to,
      text: `${String(text ?? '')}\n\nOn ${formatMoment(mail.sentAt)}, ${mail.from.name} wrote:\n${quoted}`,
      headers: {},
      attachments: [],
    });
    return c.redirect(withNotice(`/mailbox/${mail.id}`, 'message-sent'), 303);
  });

  app.get('/mailbox/:id/html', async c => {
    const mail = await mailbox.read(c.req.param('id'));
    if (!mail) throw notFound('mail');
    // a mail brings its own styles and runs nothing; only this page may show it in a frame
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'");
    c.header('X-Frame-Options', 'SAMEORIGIN');
    return c.html(
      mail.html.replaceAll('<a href', '<a target="_top" href').replaceAll(/<a\s+href/g, '<a target="_top" href'),
    );
  });

  app.get('/mailbox/:id/attachments/:n', async c => {
    const attachment = await mailbox.attachment(c.req.param('id'), Number(c.req.param('n')));
    if (!attachment) throw notFound('attachment');
    return c.body(Uint8Array.from(attachment.bytes), 200, {
      'Content-Type': attachment.contentType,
      'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
    });
  });

  return app;
}

/** Our own links in a mail's text can be followed from the page. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/\S+)/).map((part, i) =>
    i % 2 === 1 ? (
      <a class="link" href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
}
