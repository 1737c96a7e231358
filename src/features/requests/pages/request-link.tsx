import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { type Booking, readBooking } from '#features/bookings/index.ts';
import { agreedRows, bookingEvent } from '#features/confirmations/index.ts';
import {
  LinkedThread,
  linkMessageInput,
  listMessages,
  readMessageFile,
  writeToLocum,
} from '#features/messages/index.ts';
import { type Entered, enterLink, LINK_TRIES, noteDownload, noteOpening } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import { serveCalendar } from '#platform/calendar/serve-calendar.ts';
import { writeCalendar } from '#platform/calendar/write-calendar.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, inScope, readInput } from '#platform/form.ts';
import { Badge } from '#platform/ui/figures.tsx';
import { Form, HiddenField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import type { Id } from '#rules/ids.ts';
import { answerCounter } from '../answer-request.ts';
import { counterAnswerInput } from '../input.ts';
import type { BookingRequest } from '../request.ts';
import { countedWords, dayWords, rateWords } from '../request-words.ts';
import { confirmAddress, withdrawRequest } from '../send-request.ts';
import { readRequest } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher' | 'files'>;

/** A request as its organisation sees it by its link: confirm the address, answer a proposal, withdraw, write. Opening changes nothing. */
export function requestLinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/r/:token', async c => {
    const entered = await enter(ctx, c);
    await noteOpening(ctx, entered, callerOf(c));
    return show(ctx, c, entered, {});
  });

  // a step may answer with the address of another page of the same request, to go on from
  const steps: Record<string, (entered: Entered, values: FormValues, c: WebContext) => Promise<unknown>> = {
    confirm: (entered, _, c) => confirmAddress(ctx, entered, callerOf(c)),
    withdraw: (entered, _, c) => withdrawRequest(ctx, entered, callerOf(c)),
    answer: (entered, values, c) => answerCounter(ctx, entered, readInput(counterAnswerInput, values), callerOf(c)),
    messages: (entered, values, c) =>
      writeToLocum(
        ctx,
        entered,
        { kind: 'request', id: entered.link.subjectId as Id<'request'> },
        readInput(linkMessageInput, values),
        callerOf(c),
      ),
  };
  for (const [name, act] of Object.entries(steps)) {
    app.post(`/r/:token/${name}`, async c => {
      const entered = await enter(ctx, c);
      return answerForm(
        c,
        async values => {
          await c.get('limits').count(LINK_TRIES, entered.link.id);
          const page = await act(entered, values, c);
          const path = typeof page === 'string' ? new URL(page).pathname : pathOf(c);
          return c.redirect(withNotice(path, name === 'messages' ? 'message-sent' : 'answer-kept'), 303);
        },
        form => show(ctx, c, entered, { [name]: form }),
      );
    });
  }

  app.get('/r/:token/bookings.ics', async c => {
    const entered = await enter(ctx, c);
    const { account, bookings } = await read(ctx, entered);
    if (bookings.length === 0) throw notFound('page');
    const events = bookings.map(booking => bookingEvent(booking, account.name));
    await noteDownload(ctx, entered, 'bookings.ics', callerOf(c));
    return serveCalendar(c, writeCalendar({ name: account.name, events }), 'bookings.ics');
  });

  app.get('/r/:token/files/:file', async c => {
    const entered = await enter(ctx, c);
    const subject = { kind: 'request', id: entered.link.subjectId as Id<'request'> } as const;
    const file = await asOwner(ctx.db, entered.owner, tx => readMessageFile(ctx, tx, subject, c.req.param('file')));
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'attachment');
  });

  return app;
}

function enter(ctx: Ctx, c: WebContext): Promise<Entered> {
  return enterLink(ctx, c.req.param('token') ?? '', 'request', callerOf(c));
}

async function read(ctx: Ctx, { owner, link }: Entered) {
  return asOwner(ctx.db, owner, async tx => {
    const request = await readRequest(tx, link.subjectId as Id<'request'>);
    if (!request) throw notFound('page');
    const bookings: Booking[] = [];
    for (const day of request.days) {
      const booking = day.bookingId === null ? undefined : await readBooking(tx, day.bookingId);
      if (booking) bookings.push(booking);
    }
    return {
      request,
      bookings,
      account: await readAccount(tx),
      messages: await listMessages(tx, { kind: 'request', id: request.id }),
    };
  });
}

const STATE_WORDS: Readonly<
  Record<BookingRequest['state'], readonly ['neutral' | 'info' | 'success' | 'warning' | 'error', string]>
> = {
  unconfirmed: ['warning', 'Not sent yet'],
  waiting: ['info', 'With the locum'],
  countered: ['warning', 'Waiting for you'],
  accepted: ['success', 'Booked'],
  declined: ['error', 'Declined'],
  withdrawn: ['neutral', 'Withdrawn'],
};

async function show(ctx: Ctx, c: WebContext, entered: Entered, forms: Readonly<Record<string, FormState>>) {
  const { request, bookings, account, messages } = await read(ctx, entered);
  const [tone, word] = STATE_WORDS[request.state];
  return showPage(
    c,
    {
      title: `Booking request to ${account.name}`,
      lead: request.organisationName,
      action: <Badge tone={tone}>{word}</Badge>,
      outside: true,
    },
    <div class="flex flex-col gap-10">
      <Step c={c} request={request} locum={account.name} forms={forms} />
      {bookings.length > 0 ? <Booked c={c} bookings={bookings} /> : <Asked request={request} />}
      {request.state !== 'unconfirmed' && (
        <LinkedThread
          messages={messages}
          path={pathOf(c)}
          form={forms.messages}
          about="this request"
          locum={account.name}
        />
      )}
      {(request.state === 'waiting' || request.state === 'countered') && (
        <details class="border-t border-base-300 pt-4" open={forms.withdraw !== undefined}>
          <summary class="min-h-11 cursor-pointer">You no longer need anybody</summary>
          <Form
            action={`${pathOf(c)}/withdraw`}
            form={forms.withdraw ?? freshForm()}
            submit="Withdraw the request"
            tone="neutral"
          />
        </details>
      )}
    </div>,
  );
}

function Step(props: {
  c: WebContext;
  request: BookingRequest;
  locum: string;
  forms: Readonly<Record<string, FormState>>;
}) {
  const { c, request, locum, forms } = props;
  if (request.state === 'unconfirmed') {
    return (
      <section aria-label="Next step">
        <p class="mb-3 max-w-prose">
          Is {request.contactEmail} your address, and did you ask for this? Then confirm it, and the request goes to{' '}
          {locum}.
        </p>
        <Form action={`${pathOf(c)}/confirm`} form={forms.confirm ?? freshForm()} submit="Yes, send the request" />
      </section>
    );
  }
  if (request.state === 'declined') {
    return (
      <p class="max-w-prose">
        {request.answeredBy === 'locum' ? `${locum} cannot take it` : 'You declined the proposal'}
        {request.reason ? `: ${request.reason}` : '.'}
      </p>
    );
  }
  if (request.state !== 'countered' || !request.counter) return null;
  const { counter } = request;
  const [form, decline] = [inScope('accept', forms.answer), inScope('decline')];
  return (
    <section aria-labelledby="proposal">
      <h2 id="proposal" class="mb-3 text-lg font-medium">
        {locum} proposes
      </h2>
      <Facts
        rows={[
          [
            'Days',
            <ul>
              {request.days
                .filter(day => day.answer === 'offered')
                .map(day => (
                  <li>{countedWords(day, counter.rateKind)}</li>
                ))}
            </ul>,
          ],
          ['Rate', rateWords(counter)],
          ...(counter.note ? [['Note', counter.note] as const] : []),
        ]}
      />
      <div class="mt-4 flex flex-col gap-4">
        <Form action={`${pathOf(c)}/answer`} form={form} submit="Agree and book">
          <HiddenField name="answer" value="accept" />
        </Form>
        <details>
          <summary class="min-h-11 cursor-pointer">Decline the proposal</summary>
          <Form action={`${pathOf(c)}/answer`} form={decline} submit="Decline" tone="neutral">
            <HiddenField name="answer" value="decline" />
            <TextField form={decline} name="reason" label="Why" required={false} />
          </Form>
        </details>
      </div>
    </section>
  );
}

function Asked({ request }: { request: BookingRequest }) {
  return (
    <section aria-labelledby="asked">
      <h2 id="asked" class="mb-3 text-lg font-medium">
        What you asked for
      </h2>
      <Facts
        rows={[
          [
            'Days',
            <ul>
              {request.days.map(day => (
                <li>{dayWords({ ...day, counterStart: null, counterEnd: null })}</li>
              ))}
            </ul>,
          ],
          ['Rate offered', rateWords(request)],
          ...(request.notes ? [['Notes', <span class="whitespace-pre-line">{request.notes}</span>] as const] : []),
        ]}
      />
    </section>
  );
}

function Booked({ c, bookings }: { c: WebContext; bookings: readonly Booking[] }) {
  return (
    <section aria-labelledby="booked">
      <h2 id="booked" class="mb-3 text-lg font-medium">
        Booked
      </h2>
      <div class="flex flex-col gap-6">
        {bookings.map(booking => (
          <Facts
            rows={
              booking.state === 'cancelled' ? [...agreedRows(booking), ['State', 'Cancelled']] : agreedRows(booking)
            }
          />
        ))}
      </div>
      <p class="mt-4">
        <a class="btn min-h-11" href={`${pathOf(c)}/bookings.ics`}>
          Take it into your calendar
        </a>
      </p>
    </section>
  );
}

function pathOf(c: WebContext): string {
  return `/r/${c.req.param('token') ?? ''}`;
}
