import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Badge, Moment } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { MessageThread } from '#platform/ui/thread.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { correspondentOf } from '../correspondent.ts';
import { messageInput } from '../input.ts';
import { readMessageFile } from '../linked-thread.tsx';
import type { Message, Subject } from '../message.ts';
import { listMessages, listThreads, markRead } from '../store.ts';
import { readSubject } from '../subject.ts';
import { showSubject, writeToOrganisation } from '../write-message.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

const MOST_THREADS = 200;

/** The inbox, and one thread. */
export function messagePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/messages', requireVisitor);
  app.use('/messages/*', requireVisitor);

  app.get('/messages', async c => {
    const threads = await asOwner(ctx.db, visitorOf(c).owner, tx => listThreads(tx, MOST_THREADS));
    return showPage(
      c,
      {
        title: 'Messages',
        lead: 'What you and your organisations write to each other, by booking, request and invoice.',
      },
      threads.length === 0 ? (
        <EmptyState title="No messages yet">
          Open a booking and write to its organisation: it answers on its link or by replying to the mail, and the
          answer stands here.
        </EmptyState>
      ) : (
        <Table
          caption="Threads, the latest first"
          rows={threads}
          columns={[
            {
              heading: 'About',
              lead: true,
              cell: it => (
                <>
                  <a
                    class={`link ${it.unread > 0 ? 'font-semibold' : ''}`}
                    href={`/messages/${showSubject(it.subject)}`}
                  >
                    {it.organisationName}: {it.about}
                  </a>{' '}
                  {it.unread > 0 && <Badge tone="info">{`${it.unread} new`}</Badge>}
                </>
              ),
            },
            {
              heading: 'Last message',
              cell: it => (
                <span class="break-words">
                  {it.lastAuthor === 'locum' && 'You: '}
                  {it.lastBody.length > 90 ? `${it.lastBody.slice(0, 90)}…` : it.lastBody}
                </span>
              ),
            },
            { heading: 'When', cell: it => <Moment at={it.lastAt} /> },
          ]}
        />
      ),
    );
  });

  app.get('/messages/:subject', async c => showThread(ctx, c, freshForm()));

  app.post('/messages/:subject', async c =>
    answerForm(
      c,
      async values => {
        const subject = subjectOf(c);
        await writeToOrganisation(ctx, visitorOf(c).owner, subject, readInput(messageInput, values));
        return c.redirect(withNotice(`/messages/${showSubject(subject)}`, 'message-sent'), 303);
      },
      form => showThread(ctx, c, form),
    ),
  );

  app.get('/messages/:subject/files/:file', async c => {
    const subject = subjectOf(c);
    const file = await asOwner(ctx.db, visitorOf(c).owner, tx =>
      readMessageFile(ctx, tx, subject, c.req.param('file')),
    );
    return serveFile(c, file, 'attachment');
  });

  return app;
}

async function showThread(ctx: Ctx, c: WebContext, form: FormState) {
  const subject = subjectOf(c);
  const { to, messages } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const to = await correspondentOf(tx, subject);
    if (!to) throw notFound('thread');
    const messages = await listMessages(tx, subject);
    await markRead(tx, subject, ctx.clock.now());
    return { to, messages };
  });
  return showPage(
    c,
    {
      title: to.about,
      lead: (
        <>
          With {to.name === to.organisationName ? to.name : `${to.name}, ${to.organisationName}`} ·{' '}
          <a class="link" href={HOME[subject.kind](subject)}>
            open the {subject.kind}
          </a>
        </>
      ),
    },
    <>
      {to.address === null && (
        <p class="mb-4 text-muted">
          {to.organisationName} has no email address in your address book: what you write waits on its access link.
        </p>
      )}
      <MessageThread
        messages={messages.map(message => shown(message, subject))}
        action={`/messages/${showSubject(subject)}`}
        form={form}
        nextId={typed(form, 'id') || showId('message', newId('message'))}
        empty="Nothing written yet. Your message is mailed; a reply to the mail comes back here."
      />
    </>,
  );
}

const HOME: Record<Subject['kind'], (subject: Subject) => string> = {
  booking: subject => `/bookings/${showSubject(subject)}`,
  request: subject => `/requests/${showSubject(subject)}`,
  invoice: subject => `/invoices/${showSubject(subject)}`,
};

function shown(message: Message, subject: Subject) {
  return {
    authorName: message.authorName,
    isMine: message.author === 'locum',
    body: message.body,
    sentAt: message.sentAt,
    beneath: (
      <>
        {message.files.map(file => (
          <a class="link mt-2 block" href={`/messages/${showSubject(subject)}/files/${showId('file', file.id)}`}>
            {file.name}
          </a>
        ))}
        {message.via === 'mail' && <p class="mt-1 text-sm text-muted">by mail</p>}
      </>
    ),
  };
}

function subjectOf(c: WebContext): Subject {
  return readSubject(c.req.param('subject') ?? '');
}
