import { Hono } from 'hono';
import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Moment, Money } from '#platform/ui/figures.tsx';
import { CheckboxField, FieldGroup, Form, HiddenField, TextArea } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay, formatMoment } from '#rules/dates.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { askPayer, draftQuery, payrollContact } from '../ask-payer.ts';
import { payQueryInput } from '../input.ts';
import type { Work } from '../payslip.ts';
import { gapsOf, type PayGap, readWork } from '../read-work.ts';
import { listQueries, type PayQuery } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/** What one payer left out, and a letter about it that the locum changes, copies or sends. */
export function askPayerPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/payslips/ask/:payer', async c => show(ctx, c, undefined));

  app.post('/payslips/ask/:payer', async c =>
    answerForm(
      c,
      async values => {
        await askPayer(ctx, visitorOf(c).owner, payerOf(c), readInput(payQueryInput, values));
        return c.redirect(withNotice(`/payslips/ask/${c.req.param('payer')}`, 'payer-asked'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, form: FormState | undefined): Promise<Response> {
  const id = payerOf(c);
  const { payer, gap, queries } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    payer: await readOrganisation(tx, id),
    gap: gapsOf(await readWork(tx, ctx.clock.today())).find(it => it.payerId === id),
    queries: await listQueries(tx, id),
  }));
  if (!payer) throw notFound('organisation');
  const to = payrollContact(payer);
  return showPage(
    c,
    {
      title: `Pay from ${payer.name}`,
      lead: gap ? `${formatPounds(gap.gapPence)} is short or missing.` : 'Nothing is short or missing.',
      islands: ['copy-value'],
    },
    <div class="flex flex-col gap-10">
      {gap && !to && (
        <Caution>
          {payer.name} has no email address.{' '}
          <a class="link" href={`/organisations/${showId('organisation', id)}/edit`}>
            Add one
          </a>
          , or copy the text and send it yourself.
        </Caution>
      )}
      {gap && <Ask gap={gap} form={form ?? freshForm(valuesFor(gap))} address={to?.address} />}
      {queries.length > 0 && <Sent queries={queries} />}
    </div>,
  );
}

function valuesFor(gap: PayGap) {
  return {
    id: showId('payQuery', newId('payQuery')),
    body: draftQuery(gap),
    booking: gap.works.map(it => showId('booking', it.booking.id)),
  };
}

function payerOf(c: WebContext): Id<'organisation'> {
  const id = readId('organisation', c.req.param('payer') ?? '');
  if (!id) throw notFound('organisation');
  return id;
}

function Ask({ gap, form, address }: { gap: PayGap; form: FormState; address: string | undefined }) {
  const fields = (
    <>
      <HiddenField name="id" value={String(form.values.id ?? '')} />
      <FieldGroup legend="What it is about">
        {gap.works.map(it => (
          <CheckboxField
            form={form}
            name="booking"
            value={showId('booking', it.booking.id)}
            label={labelOf(it)}
            hint={
              <>
                <Money pence={it.gapPence} href={`/bookings/${showId('booking', it.booking.id)}`} /> of{' '}
                {formatPounds(it.expected.totalPence)} is {it.standing === 'missing' ? 'missing' : 'short'}
                {it.askedAt && `, asked for on ${formatMoment(it.askedAt)}`}
              </>
            }
          />
        ))}
      </FieldGroup>
      <copy-value class="flex flex-col gap-2" label="the text">
        <TextArea form={form} name="body" label="What you write" rows={12} />
      </copy-value>
    </>
  );
  if (address === undefined) return <div class="flex flex-col gap-4">{fields}</div>;
  return (
    <Form
      action={`/payslips/ask/${showId('organisation', gap.payerId)}`}
      form={form}
      submit={`Send it to ${address}`}
      cancel="/payslips"
    >
      {fields}
    </Form>
  );
}

function labelOf(it: Work): string {
  return `${formatDay(it.booking.workDate)}, ${it.booking.organisationName}`;
}

function Sent({ queries }: { queries: readonly PayQuery[] }) {
  return (
    <section aria-labelledby="sent">
      <h2 id="sent" class="mb-3 text-lg font-medium">
        Sent
      </h2>
      <ul class="flex flex-col divide-y divide-base-300 border-y border-base-300">
        {queries.map(it => (
          <li class="py-3">
            <p class="text-sm text-muted">
              <Moment at={it.sentAt} /> to {it.toAddress}
            </p>
            <p class="mt-1 whitespace-pre-line">{it.body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
