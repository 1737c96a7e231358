import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { listOrganisations, readOrganisation } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { parseDay } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { mayUseFormsAB, NOT_PENSIONABLE_WORDS } from '#rules/pension/eligibility.ts';
import { changeBooking, confirmBooking, deleteOffer, undoDelivery } from '../change-booking.ts';
import { createBooking } from '../create-booking.ts';
import { bookingInput, type ChangeInput, changeInput } from '../input.ts';
import { nearOther } from '../near-other.ts';
import { readBooking } from '../store.ts';
import { BookingForm, valuesForNew, valuesOf } from './booking-form.tsx';
import { showBooking } from './booking-view.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** One booking: made, seen, changed, confirmed, taken back. */
export function bookingPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/bookings/*', requireVisitor);

  app.get('/bookings/new', async c => {
    const wanted = readId('organisation', c.req.query('organisation') ?? '');
    const day = parseDay(c.req.query('date') ?? '');
    const organisation = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const all = await listOrganisations(tx);
      return wanted ? await readOrganisation(tx, wanted) : all.length === 1 ? all[0] : undefined;
    });
    return showForm(
      ctx,
      c,
      undefined,
      freshForm(valuesForNew(showId('booking', newId('booking')), day.ok ? day.day : ctx.clock.today(), organisation)),
    );
  });

  app.post('/bookings/new', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(bookingInput, values);
        const near = await warningOf(ctx, c, values, input);
        if (near) return showForm(ctx, c, undefined, freshForm(values), near);
        const id = await createBooking(ctx, visitorOf(c).owner, input);
        return c.redirect(withNotice(pathOf(id), 'booking-created'), 303);
      },
      form => showForm(ctx, c, undefined, form),
    ),
  );

  app.get('/bookings/:id', async c => {
    const booking = await asOwner(ctx.db, visitorOf(c).owner, tx => readBooking(tx, idOf(c)));
    if (!booking) throw notFound('booking');
    return showBooking(c, booking, ctx.clock.now());
  });

  app.get('/bookings/:id/edit', async c => {
    const booking = await asOwner(ctx.db, visitorOf(c).owner, tx => readBooking(tx, idOf(c)));
    if (!booking) throw notFound('booking');
    return showForm(ctx, c, booking.id, freshForm(valuesOf(booking)));
  });

  app.post('/bookings/:id/edit', async c =>
    answerForm(
      c,
      async values => {
        const input = readInput(changeInput, values);
        const near = await warningOf(ctx, c, values, input, idOf(c));
        if (near) return showForm(ctx, c, idOf(c), freshForm(values), near);
        await changeBooking(ctx, visitorOf(c).owner, idOf(c), input);
        return c.redirect(withNotice(pathOf(idOf(c)), 'saved'), 303);
      },
      form => showForm(ctx, c, idOf(c), form),
    ),
  );

  app.post('/bookings/:id/confirm', async c => {
    await confirmBooking(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice(pathOf(idOf(c)), 'booking-confirmed'), 303);
  });

  app.post('/bookings/:id/undo-delivery', async c => {
    await undoDelivery(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice(pathOf(idOf(c)), 'saved'), 303);
  });

  app.post('/bookings/:id/delete', async c => {
    await deleteOffer(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice('/bookings', 'booking-deleted'), 303);
  });

  return app;
}

interface Warning {
  readonly words: string;
  /** The times it is about: sent back, they say that the locum has seen it. */
  readonly seen: string;
}

/** What these times come too near to, unless the locum has been told and sends them again. */
async function warningOf(
  ctx: Ctx,
  c: WebContext,
  values: FormValues,
  input: ChangeInput,
  id?: Id<'booking'>,
): Promise<Warning | undefined> {
  const seen = `${input.date} ${input.start} ${input.end}`;
  if (values.seen === seen) return undefined;
  const words = await nearOther(ctx, visitorOf(c).owner, input, id);
  return words === undefined ? undefined : { words, seen };
}

async function showForm(
  ctx: Ctx,
  c: WebContext,
  id: Id<'booking'> | undefined,
  form: FormState,
  warning?: Warning,
): Promise<Response> {
  const { organisations, eligible } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
    return {
      organisations: await listOrganisations(tx),
      eligible: mayUseFormsAB({
        profession: account.profession,
        billingMode: 'self_invoiced',
        tradingAs: profile.tradingAs,
      }),
    };
  });
  if (organisations.length === 0) {
    return showPage(
      c,
      { title: 'New booking' },
      <EmptyState
        title="First, where do you work?"
        action={
          <a class="btn btn-primary min-h-11" href="/organisations/new">
            Add an organisation
          </a>
        }
      >
        A booking belongs to a practice, pharmacy or trust in your address book.
      </EmptyState>,
    );
  }
  return showPage(
    c,
    { title: id ? 'Change the booking' : 'New booking', islands: ['booking-total'] },
    <BookingForm
      action={id ? `${pathOf(id)}/edit` : '/bookings/new'}
      form={form}
      submit={warning ? 'Book it all the same' : id ? 'Save' : 'Add the booking'}
      warning={warning}
      cancel={id ? pathOf(id) : '/bookings'}
      organisations={organisations}
      whyNotPensionable={eligible.ok ? undefined : NOT_PENSIONABLE_WORDS[eligible.reason]}
      isNew={id === undefined}
    />,
  );
}

/** The booking that the address names. Refuses `not_found`. */
export function idOf(c: WebContext): Id<'booking'> {
  const id = readId('booking', c.req.param('id') ?? '');
  if (!id) throw notFound('booking');
  return id;
}

function pathOf(id: Id<'booking'>): string {
  return `/bookings/${showId('booking', id)}`;
}
