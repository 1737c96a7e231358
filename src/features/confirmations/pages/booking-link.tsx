import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import type { Booking } from '#features/bookings/index.ts';
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
import { answerForm, type FormState, inScope, readInput } from '#platform/form.ts';
import { Badge, Moment } from '#platform/ui/figures.tsx';
import { Form, HiddenField, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import type { Id } from '#rules/ids.ts';
import { agreedHash } from '../agreed-hash.ts';
import { acknowledgeBooking, isAcknowledgement, linkedBooking, raiseProblem } from '../answer-booking.ts';
import { agreedRows, whenWords } from '../booking-words.ts';
import { bookingEvent } from '../calendar-event.ts';
import { acknowledgementInput, problemInput } from '../input.ts';
import { type BookingAnswer, listAnswers } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files'>;

interface Forms {
  readonly acknowledgement?: FormState;
  readonly problem?: FormState;
  readonly message?: FormState;
}

/** A booking as its organisation sees it, by its link. Opening changes nothing; every step is a button. */
export function bookingLinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/b/:token', async c => {
    const entered = await enter(ctx, c);
    await noteOpening(ctx, entered, callerOf(c));
    return show(ctx, c, entered, {});
  });

  app.post('/b/:token/acknowledge', async c =>
    step(ctx, c, 'acknowledgement', async (entered, values) =>
      acknowledgeBooking(ctx, entered, readInput(acknowledgementInput, values), callerOf(c)),
    ),
  );

  app.post('/b/:token/problem', async c =>
    step(ctx, c, 'problem', async (entered, values) =>
      raiseProblem(ctx, entered, readInput(problemInput, values), callerOf(c)),
    ),
  );

  app.post('/b/:token/messages', async c =>
    step(ctx, c, 'message', async (entered, values) => {
      const booking = await asOwner(ctx.db, entered.owner, tx => linkedBooking(tx, entered.link.subjectId));
      const subject = { kind: 'booking', id: booking.id } as const;
      await writeToLocum(ctx, entered, subject, readInput(linkMessageInput, values), callerOf(c));
    }),
  );

  app.get('/b/:token/booking.ics', async c => {
    const entered = await enter(ctx, c);
    const { booking, account } = await asOwner(ctx.db, entered.owner, async tx => ({
      booking: await linkedBooking(tx, entered.link.subjectId),
      account: await readAccount(tx),
    }));
    await noteDownload(ctx, entered, 'booking.ics', callerOf(c));
    const events = [bookingEvent(booking, account.name)];
    return serveCalendar(c, writeCalendar({ name: account.name, events }), 'booking.ics');
  });

  app.get('/b/:token/files/:file', async c => {
    const entered = await enter(ctx, c);
    const subject = { kind: 'booking', id: entered.link.subjectId as Id<'booking'> } as const;
    const file = await asOwner(ctx.db, entered.owner, tx => readMessageFile(ctx, tx, subject, c.req.param('file')));
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'attachment');
  });

  return app;
}

function enter(ctx: Ctx, c: WebContext): Promise<Entered> {
  return enterLink(ctx, c.req.param('token') ?? '', 'booking', callerOf(c));
}

async function step(
  ctx: Ctx,
  c: WebContext,
  name: keyof Forms,
  act: (entered: Entered, values: Parameters<Parameters<typeof answerForm>[1]>[0]) => Promise<void>,
): Promise<Response> {
  const entered = await enter(ctx, c);
  return answerForm(
    c,
    async values => {
      await c.get('limits').count(LINK_TRIES, entered.link.id);
      await act(entered, values);
      return c.redirect(withNotice(pathOf(c), name === 'message' ? 'message-sent' : 'answer-kept'), 303);
    },
    form => show(ctx, c, entered, { [name]: form }),
  );
}

async function show(ctx: Ctx, c: WebContext, entered: Entered, forms: Forms) {
  const { booking, account, answers, messages } = await asOwner(ctx.db, entered.owner, async tx => {
    const booking = await linkedBooking(tx, entered.link.subjectId);
    return {
      booking,
      account: await readAccount(tx),
      answers: await listAnswers(tx, booking.id),
      messages: await listMessages(tx, { kind: 'booking', id: booking.id }),
    };
  });
  return showPage(
    c,
    {
      title: `${account.name} at ${booking.organisationName}`,
      lead: whenWords(booking),
      action: <Badge tone={TONES[booking.state] ?? 'neutral'}>{STATE_WORDS[booking.state]}</Badge>,
      outside: true,
    },
    <div class="flex flex-col gap-10">
      <Facts rows={agreedRows(booking)} />
      <p>
        <a class="btn min-h-11" href={`${pathOf(c)}/booking.ics`}>
          Take it into your calendar
        </a>
      </p>
      <Answers answers={answers} booking={booking} />
      {isOpen(booking) && <Steps c={c} forms={forms} booking={booking} answers={answers} />}
      <LinkedThread
        messages={messages}
        path={pathOf(c)}
        form={forms.message}
        about="this booking"
        locum={account.name}
      />
    </div>,
  );
}

function Answers({ answers, booking }: { answers: readonly BookingAnswer[]; booking: Booking }) {
  return (
    <>
      {answers.map(answer =>
        answer.kind === 'acknowledged' ? (
          <p>
            Acknowledged by {answer.name}, <Moment at={answer.answeredAt} />
            {answer.note && `: ${answer.note}`}
            {!isAcknowledgement(answer, booking) && <strong> (the booking has changed since)</strong>}
          </p>
        ) : (
          <Caution>
            <p class="font-medium">
              {answer.name} said that something is wrong{answer.settledAt ? ', now settled' : ''}:
            </p>
            <p class="whitespace-pre-line">{answer.note}</p>
          </Caution>
        ),
      )}
    </>
  );
}

function Steps(props: { c: WebContext; forms: Forms; booking: Booking; answers: readonly BookingAnswer[] }) {
  const { c, forms, booking, answers } = props;
  const acknowledgement = inScope('acknowledge', forms.acknowledgement);
  const problem = inScope('problem', forms.problem);
  return (
    <>
      {!answers.some(it => isAcknowledgement(it, booking)) && (
        <section aria-labelledby="acknowledge">
          <h2 id="acknowledge" class="mb-3 text-lg font-medium">
            Is this right?
          </h2>
          <Form action={`${pathOf(c)}/acknowledge`} form={acknowledgement} submit="Yes, acknowledge it">
            <HiddenField name="agreed" value={agreedHash(booking)} />
            <TextField
              form={acknowledgement}
              name="name"
              label="Your name"
              autocomplete="name"
              width="w-full max-w-sm"
            />
            <TextField form={acknowledgement} name="note" label="Note" required={false} />
          </Form>
        </section>
      )}
      <details open={forms.problem !== undefined} class="border-t border-base-300 pt-4">
        <summary class="min-h-11 cursor-pointer">Something is wrong</summary>
        <p class="mb-3 text-muted">
          The locum is told at once. The booking stays as it is until you both agree otherwise.
        </p>
        <Form action={`${pathOf(c)}/problem`} form={problem} submit="Say what is wrong" tone="neutral">
          <TextField form={problem} name="name" label="Your name" autocomplete="name" width="w-full max-w-sm" />
          <TextArea form={problem} name="note" label="What is wrong" />
        </Form>
      </details>
    </>
  );
}

/** Whether there is still something to acknowledge or to put right. */
function isOpen(booking: Booking): boolean {
  return booking.state === 'offered' || booking.state === 'confirmed' || booking.state === 'delivered';
}

/** What an organisation needs to know of the state; that it is invoiced or paid stands on the invoice's own link. */
const STATE_WORDS: Readonly<Record<Booking['state'], string>> = {
  offered: 'Offered, not agreed yet',
  confirmed: 'Agreed',
  delivered: 'Worked',
  invoiced: 'Worked',
  paid: 'Worked',
  cancelled: 'Cancelled',
};

const TONES: Partial<Record<Booking['state'], 'info' | 'success' | 'warning' | 'error'>> = {
  offered: 'warning',
  confirmed: 'success',
  cancelled: 'error',
};

function pathOf(c: WebContext): string {
  return `/b/${c.req.param('token') ?? ''}`;
}
