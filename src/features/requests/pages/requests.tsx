import { Hono } from 'hono';
import { guardConflict } from '#features/availability/index.ts';
import { listOrganisations, type Organisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { Badge, Moment } from '#platform/ui/figures.tsx';
import { Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { periodOf } from '#rules/booking-time.ts';
import { formatTime } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { acceptRequest, counterRequest, declineRequest } from '../answer-request.ts';
import { acceptInput, counterInput, declineInput, trustInput } from '../input.ts';
import { type BookingRequest, REQUEST_STATE_LABELS, timesOf } from '../request.ts';
import { dayWords, rateWords } from '../request-words.ts';
import { listRequests, listTrusted, readRequest } from '../store.ts';
import { forgetContact, trustContact } from '../trust.ts';
import { AnswerForm } from './answer-form.tsx';
import { Asker } from './asker.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'cipher'>;

const MOST = 100;

const TONES = {
  unconfirmed: 'neutral',
  waiting: 'warning',
  countered: 'info',
  accepted: 'success',
  declined: 'neutral',
  withdrawn: 'neutral',
} as const;

interface Forms {
  readonly accept?: FormState;
  readonly counter?: FormState;
  readonly decline?: FormState;
}

/** What organisations ask for, and the locum's answers. */
export function requestPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/requests', requireVisitor);
  app.use('/requests/*', requireVisitor);

  app.get('/requests', async c => showList(ctx, c, freshForm()));

  app.post('/requests/trusted', async c =>
    answerForm(
      c,
      async values => {
        await trustContact(ctx, visitorOf(c).owner, readInput(trustInput, values).email);
        return c.redirect(withNotice('/requests', 'contact-trusted'), 303);
      },
      form => showList(ctx, c, form),
    ),
  );

  app.post('/requests/trusted/forget', async c =>
    answerForm(
      c,
      async values => {
        await forgetContact(ctx, visitorOf(c).owner, readInput(trustInput, values).email);
        return c.redirect(withNotice('/requests', 'contact-forgotten'), 303);
      },
      form => showList(ctx, c, form),
    ),
  );

  app.get('/requests/:id', async c => showOne(ctx, c, {}));

  app.post('/requests/:id/accept', async c =>
    answerForm(
      c,
      async values => {
        await acceptRequest(ctx, visitorOf(c).owner, idOf(c), readInput(acceptInput, values));
        return c.redirect(withNotice(pathOf(c), 'request-accepted'), 303);
      },
      accept => showOne(ctx, c, { accept }),
    ),
  );

  app.post('/requests/:id/counter', async c =>
    answerForm(
      c,
      async values => {
        await counterRequest(ctx, visitorOf(c).owner, idOf(c), readInput(counterInput, values));
        return c.redirect(withNotice(pathOf(c), 'request-countered'), 303);
      },
      counter => showOne(ctx, c, { counter }),
    ),
  );

  app.post('/requests/:id/decline', async c =>
    answerForm(
      c,
      async values => {
        await declineRequest(ctx, visitorOf(c).owner, idOf(c), readInput(declineInput, values).reason);
        return c.redirect(withNotice(pathOf(c), 'request-declined'), 303);
      },
      decline => showOne(ctx, c, { decline }),
    ),
  );

  return app;
}

async function showList(ctx: Ctx, c: WebContext, form: FormState) {
  const { requests, trusted } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    requests: await listRequests(tx, { limit: MOST }),
    trusted: await listTrusted(tx),
  }));
  return showPage(
    c,
    { title: 'Requests', lead: 'What organisations asked for on your public page.' },
    <div class="flex flex-col gap-10">
      {requests.length === 0 ? (
        <EmptyState
          title="No request yet"
          action={
            <a href="/profile/public" class="btn btn-primary min-h-11">
              Set up your public page
            </a>
          }
        >
          A practice finds you in the directory or has your page’s address, and asks for days. It needs no account; its
          work address is confirmed before you see anything.
        </EmptyState>
      ) : (
        <Table
          caption="Requests, the newest first"
          rows={requests}
          columns={[
            {
              heading: 'From',
              lead: true,
              cell: it => (
                <>
                  <a class="link" href={`/requests/${showId('request', it.id)}`}>
                    {it.organisationName}
                  </a>{' '}
                  <Badge tone={TONES[it.state]}>{REQUEST_STATE_LABELS[it.state]}</Badge>
                </>
              ),
            },
            {
              heading: 'Days',
              cell: it => (
                <>
                  {it.days[0] && dayWords(it.days[0])}
                  {it.days.length > 1 && ` and ${it.days.length - 1} more`}
                </>
              ),
            },
            { heading: 'Rate', cell: it => rateWords(it) },
            { heading: 'Asked', cell: it => <Moment at={it.createdAt} /> },
          ]}
        />
      )}
      <Trusted trusted={trusted} form={form} />
    </div>,
  );
}

function Trusted({ trusted, form }: { trusted: readonly string[]; form: FormState }) {
  return (
    <details open={Object.keys(form.errors).length > 0} class="border-t border-base-300 pt-4">
      <summary class="min-h-11 cursor-pointer">Addresses you trust ({trusted.length})</summary>
      <p class="mb-3 max-w-prose text-muted">
        Addresses of the health service are known by their domain. Pharmacies, private clinics and agencies are marked
        “not verified” unless they stand here.
      </p>
      <ul class="mb-4">
        {trusted.map(email => (
          <li class="flex flex-wrap items-center gap-3 py-1">
            <span class="break-all">{email}</span>
            <form method="post" action="/requests/trusted/forget">
              <input type="hidden" name="email" value={email} />
              <button type="submit" class="btn btn-sm min-h-11" aria-label={`No longer trust ${email}`}>
                Remove
              </button>
            </form>
          </li>
        ))}
      </ul>
      <Form action="/requests/trusted" form={form} submit="Trust it" tone="neutral">
        <TextField form={form} name="email" label="Email address" type="email" inputmode="email" width="w-72" />
      </Form>
    </details>
  );
}

async function showOne(ctx: Ctx, c: WebContext, forms: Forms) {
  const { request, organisations, warnings } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const request = await readRequest(tx, idOf(c));
    return {
      request,
      organisations: await listOrganisations(tx),
      warnings: request?.state === 'waiting' ? await conflicts(tx, request) : [],
    };
  });
  if (!request || request.state === 'unconfirmed') throw notFound('request');
  const path = `/requests/${showId('request', request.id)}`;
  return showPage(
    c,
    {
      title: request.organisationName,
      lead: 'Booking request',
      action: <Badge tone={TONES[request.state]}>{REQUEST_STATE_LABELS[request.state]}</Badge>,
    },
    <div class="flex flex-col gap-10">
      <Asker request={request} />
      {warnings.length > 0 && (
        <Caution>
          {warnings.map(warning => (
            <p>{warning}</p>
          ))}
        </Caution>
      )}
      <p>
        <a class="btn min-h-11" href={`/messages/${showId('request', request.id)}`}>
          Write to {request.contactName}
        </a>
      </p>
      {request.state === 'waiting' && (
        <AnswerForm
          action={`${path}/accept`}
          form={inScope('accept', forms.accept ?? freshForm(answerValues(request, organisations)))}
          request={request}
          organisations={organisations}
          kind="accept"
        />
      )}
      {(request.state === 'waiting' || request.state === 'countered') && (
        <>
          <details open={forms.counter !== undefined} class="border-t border-base-300 pt-4">
            <summary class="min-h-11 cursor-pointer">Propose another time or rate</summary>
            <AnswerForm
              action={`${path}/counter`}
              form={inScope('counter', forms.counter ?? freshForm(answerValues(request, organisations)))}
              request={request}
              organisations={organisations}
              kind="counter"
            />
          </details>
          <details open={forms.decline !== undefined} class="border-t border-base-300 pt-4">
            <summary class="min-h-11 cursor-pointer">Decline</summary>
            <Form
              action={`${path}/decline`}
              form={inScope('decline', forms.decline)}
              submit="Decline the request"
              tone="error"
            >
              <TextField form={inScope('decline', forms.decline)} name="reason" label="Why" hint="They read this." />
            </Form>
          </details>
        </>
      )}
    </div>,
  );
}

/** Days that meet something: a booking, the locum's own calendar, travel and rest. Said beforehand; only an overlap of bookings is refused. */
async function conflicts(tx: OwnedTransaction, request: BookingRequest): Promise<string[]> {
  const known = knownOrganisation(request, await listOrganisations(tx))?.id;
  const warnings: string[] = [];
  for (const day of request.days) {
    const period = periodOf({ date: day.date, ...timesOf(day) });
    const conflict = period.ok ? await guardConflict(tx, period, undefined, known) : undefined;
    if (conflict) warnings.push(`${request.organisationName}, ${dayWords(day)}, meets ${conflict.what}.`);
  }
  return warnings;
}

function knownOrganisation(request: BookingRequest, organisations: readonly Organisation[]): Organisation | undefined {
  return organisations.find(it => it.id === request.organisationId || it.bookingContactEmail === request.contactEmail);
}

/** All days chosen, at what was offered. */
function answerValues(request: BookingRequest, organisations: readonly Organisation[]) {
  const known = knownOrganisation(request, organisations);
  const rate = request.counter ?? (request.ratePence === null ? undefined : { ratePence: request.ratePence });
  return {
    days: request.days.map(day => day.id),
    dayId: request.days.map(day => day.id),
    dayUnits: request.days.map(day => String(day.unitsHundredths / 100)),
    dayStart: request.days.map(day => formatTime(timesOf(day).start)),
    dayEnd: request.days.map(day => formatTime(timesOf(day).end)),
    organisation: known ? showId('organisation', known.id) : 'new',
    rateKind: request.counter?.rateKind ?? request.rateKind,
    rate: rate ? plainPounds(rate.ratePence) : known?.ratePence ? plainPounds(known.ratePence) : '',
    ...((request.counter?.pensionable ?? known?.pensionable) ? { pensionable: 'on' } : {}),
  };
}

function idOf(c: WebContext): Id<'request'> {
  const id = readId('request', c.req.param('id') ?? '');
  if (!id) throw notFound('request');
  return id;
}

function pathOf(c: WebContext): string {
  return `/requests/${c.req.param('id')}`;
}
