import { Hono } from 'hono';
import { raw } from 'hono/html';
import QRCode from 'qrcode';
import { type Booking, deliveryInput, readBooking } from '#features/bookings/index.ts';
import { linkUrl, listLinks, listUses, shownLinks } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { ExtraRows } from '#platform/ui/extra-rows.tsx';
import { Moment } from '#platform/ui/figures.tsx';
import { FieldGroup, FieldRow, Form, TextField, TimeField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { LinkTable } from '#platform/ui/link-table.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatTime, londonTime } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { isAcknowledgement, settleProblem } from '../answer-booking.ts';
import { whenWords } from '../booking-words.ts';
import { sendConfirmation } from '../send-confirmation.ts';
import { newestSignOffLink, proposeSignOff } from '../sign-off.ts';
import { type BookingAnswer, listAnswers, readSignOff, type SignOff } from '../store.ts';
import { readTold } from '../told.ts';
import { Signed, valuesOf } from './sign-off-link.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The locum's side of what a booking shares: the confirmation, its answers, the links with their uses, and the sign-off by QR code. */
export function sharedBookingPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/bookings/:id/shared', requireVisitor);
  app.use('/bookings/:id/shared/*', requireVisitor);
  app.use('/bookings/:id/sign-off', requireVisitor);
  app.use('/bookings/:id/sign-off/*', requireVisitor);

  app.get('/bookings/:id/shared', async c => showShared(ctx, c, freshForm()));

  app.post('/bookings/:id/shared/confirmation', async c =>
    answerForm(
      c,
      async () => {
        await sendConfirmation(ctx, visitorOf(c).owner, idOf(c));
        return c.redirect(withNotice(pathOf(c), 'confirmation-sent'), 303);
      },
      form => showShared(ctx, c, form),
    ),
  );

  app.post('/bookings/:id/shared/settle', async c => {
    await settleProblem(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice(pathOf(c), 'problem-settled'), 303);
  });

  app.get('/bookings/:id/sign-off', async c => {
    const { booking, kept } = await read(ctx, c);
    return showSignOffForm(c, booking, kept, freshForm(kept ? valuesOf(kept) : agreedValues(booking)));
  });

  app.post('/bookings/:id/sign-off', async c =>
    answerForm(
      c,
      async values => {
        await proposeSignOff(ctx, visitorOf(c).owner, idOf(c), readInput(deliveryInput, values));
        return c.redirect(`/bookings/${c.req.param('id')}/sign-off/code`, 303);
      },
      async form => {
        const { booking, kept } = await read(ctx, c);
        return showSignOffForm(c, booking, kept, form);
      },
    ),
  );

  app.get('/bookings/:id/sign-off/code', async c => showCode(ctx, c));

  return app;
}

async function read(ctx: Ctx, c: WebContext) {
  return asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const booking = await readBooking(tx, idOf(c));
    if (!booking) throw notFound('booking');
    const links = await listLinks(tx, booking.id);
    return {
      booking,
      kept: await readSignOff(tx, booking.id),
      answers: await listAnswers(tx, booking.id),
      told: await readTold(tx, booking.id),
      links,
      uses: await listUses(
        tx,
        links.map(link => link.id),
      ),
    };
  });
}

async function showShared(ctx: Ctx, c: WebContext, form: FormState) {
  const { booking, kept, answers, told, links, uses } = await read(ctx, c);
  const shown = showId('booking', booking.id);
  const toCome = booking.state === 'offered' || booking.state === 'confirmed';
  return showPage(
    c,
    {
      title: `With ${booking.organisationName}`,
      lead: (
        <a href={`/bookings/${shown}`} class="link">
          {whenWords(booking)}
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      <Answers c={c} answers={answers} booking={booking} />
      {kept?.signed && <Signed kept={kept} />}
      <div class="flex flex-wrap items-start gap-3">
        {toCome && (
          <Form
            action={`${pathOf(c)}/confirmation`}
            form={form}
            submit={
              links.some(link => link.scope === 'booking') ? 'Send the confirmation again' : 'Send the confirmation'
            }
            tone={booking.state === 'confirmed' && links.length === 0 ? 'primary' : 'neutral'}
          />
        )}
        <p class="mt-2 flex flex-wrap gap-3">
          <a class="btn min-h-11" href={`/messages/${shown}`}>
            Messages
          </a>
          {(booking.state === 'confirmed' || (booking.state === 'delivered' && !booking.invoiceId)) &&
            !kept?.signed && (
              <a class="btn min-h-11" href={`/bookings/${shown}/sign-off`}>
                Sign off by QR code
              </a>
            )}
        </p>
      </div>
      {toCome && told && (
        <p class="max-w-prose text-muted">
          {booking.organisationName} has been told of this booking: a change or a cancellation is mailed to it at once.
        </p>
      )}
      <LinkTable links={shownLinks(links, uses, ctx.clock.now())} back={pathOf(c)} />
    </div>,
  );
}

function Answers(props: { c: WebContext; answers: readonly BookingAnswer[]; booking: Booking }) {
  const { c, answers, booking } = props;
  const open = answers.filter(it => it.kind === 'problem' && it.settledAt === null);
  return (
    <section aria-labelledby="answers">
      <h2 id="answers" class="mb-3 text-lg font-medium">
        What they said
      </h2>
      {answers.length === 0 && <p class="text-muted">Nothing yet.</p>}
      {answers.map(it =>
        it.kind === 'acknowledged' ? (
          <p>
            Acknowledged by {it.name}, <Moment at={it.answeredAt} />
            {it.note && `: ${it.note}`}
            {!isAcknowledgement(it, booking) && <strong> (you have changed the booking since)</strong>}
          </p>
        ) : (
          <Caution>
            <p class="font-medium">
              {it.name}, <Moment at={it.answeredAt} />
              {it.settledAt ? ' (settled)' : ''}
            </p>
            <p class="whitespace-pre-line">{it.note}</p>
          </Caution>
        ),
      )}
      {open.length > 0 && (
        <form method="post" action={`${pathOf(c)}/settle`}>
          <button type="submit" class="btn min-h-11">
            It is settled
          </button>
        </form>
      )}
    </section>
  );
}

function showSignOffForm(c: WebContext, booking: Booking, kept: SignOff | undefined, form: FormState) {
  const path = `/bookings/${showId('booking', booking.id)}`;
  return showPage(
    c,
    {
      title: 'Sign off by QR code',
      lead: `${booking.organisationName}, ${whenWords(booking)}`,
    },
    kept?.signed ? (
      <Signed kept={kept} />
    ) : (
      <Form action={`${path}/sign-off`} form={form} submit="Show the QR code" cancel={`${path}/shared`}>
        <p class="max-w-prose text-muted">
          Enter what was worked. The practice scans the code with its own phone, checks it and confirms with name and
          role: the booking is delivered, and the lines of its invoice are agreed.
        </p>
        <FieldRow>
          <TimeField form={form} name="start" label="From" />
          <TimeField form={form} name="end" label="To" />
          <TextField form={form} name="breakMinutes" label="Unpaid break, minutes" inputmode="numeric" width="w-24" />
        </FieldRow>
        <FieldGroup legend="On top" hint="Work such as a home visit counts towards the pension, an expense never does.">
          <ExtraRows form={form} />
        </FieldGroup>
      </Form>
    ),
  );
}

async function showCode(ctx: Ctx, c: WebContext) {
  const { booking, kept } = await read(ctx, c);
  const link = await newestSignOffLink(ctx, visitorOf(c).owner, booking.id);
  if (!link || !kept) return c.redirect(`/bookings/${showId('booking', booking.id)}/sign-off`, 303);
  const url = linkUrl(ctx, visitorOf(c).accountId, link);
  const svg = await QRCode.toString(url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return showPage(
    c,
    { title: 'Please scan and confirm', lead: `${booking.organisationName}, ${whenWords(booking)}` },
    kept.signed ? (
      <Signed kept={kept} />
    ) : (
      <div class="flex flex-col items-start gap-6">
        <div class="w-72 max-w-full rounded-box bg-white p-2" role="img" aria-label="QR code of the sign-off page">
          {raw(svg)}
        </div>
        <p class="max-w-prose">
          The practice opens the page with any phone, checks {formatTime(kept.start)} to {formatTime(kept.end)} and
          confirms with a name and a role. The code works for a day, until{' '}
          <Moment at={link.expiresAt ?? link.createdAt} />.
        </p>
        <p class="max-w-full text-sm break-all text-muted">
          Without a camera:{' '}
          <a class="link" href={url}>
            {url}
          </a>
        </p>
        <a class="btn min-h-11" href={c.req.path}>
          See whether it is confirmed
        </a>
      </div>
    ),
  );
}

function agreedValues(booking: Booking) {
  return {
    start: formatTime(londonTime(booking.actualStartsAt ?? booking.startsAt)),
    end: formatTime(londonTime(booking.actualEndsAt ?? booking.endsAt)),
    breakMinutes: String(booking.actualBreakMinutes ?? booking.breakMinutes),
    extraKind: booking.extras.map(it => it.kind),
    extraDescription: booking.extras.map(it => it.description),
    extraAmount: booking.extras.map(it => plainPounds(it.amountPence)),
  };
}

function idOf(c: WebContext): Id<'booking'> {
  const id = readId('booking', c.req.param('id') ?? '');
  if (!id) throw notFound('booking');
  return id;
}

function pathOf(c: WebContext): string {
  return `/bookings/${c.req.param('id')}/shared`;
}
