import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, type FormValues, freshForm, readInput } from '#platform/form.ts';
import { Money } from '#platform/ui/figures.tsx';
import { Form, MoneyField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { type Column, Pager, Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { type Pence, plainPounds } from '#rules/money.ts';
import { formatPensionMonth, type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { setPostPay } from '../keep-post.ts';
import { postPayInput } from '../post-input.ts';
import { POST_KIND_LABELS } from '../post-kinds.ts';
import { listPostPay, type PostPay, readPost } from '../posts-store.ts';
import { bookedPay, readSoloYear } from '../solo-works.ts';
import { yearIn } from './scheme-year.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** The pay of one post in a scheme year, twelve months at once. Stands behind the guard of its parent. */
export function postPayPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/pension/posts/:id/pay/:year', async c => showPay(ctx, c, undefined));

  app.post('/pension/posts/:id/pay/:year', async c =>
    answerForm(
      c,
      async values => {
        const [id, year] = [postIdIn(c), yearIn(c)];
        const input = readInput(postPayInput, { pay: monthsOf(year).map((month, at) => typedPay(values, month, at)) });
        await setPostPay(ctx, visitorOf(c).owner, id, year, input);
        return c.redirect(withNotice(`/pension/posts?year=${year}`, 'saved'), 303);
      },
      form => showPay(ctx, c, form),
    ),
  );

  return app;
}

async function showPay(ctx: Ctx, c: WebContext, refused: FormState | undefined) {
  const [id, year] = [postIdIn(c), yearIn(c)];
  const { post, pay, booked } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
    const it = await readPost(tx, id);
    if (!it) throw notFound('post');
    const providers = it.organisationId ? await readSoloYear(tx, it.scheme, year) : [];
    return {
      post: it,
      pay: (await listPostPay(tx, year)).filter(paid => paid.postId === id),
      booked: providers.find(provider => provider.organisationId === it.organisationId)?.bookings ?? [],
    };
  });
  const months = monthsOf(year).map((month, at) => ({ month, at, bookedPence: bookedPay(booked, month) }));
  const fills = c.req.query('fill') === 'bookings';
  const form = refused ?? freshForm(asTyped(months, pay, fills));
  const { first, last } = schemeYearDays(year);
  const path = `/pension/posts/${showId('post', id)}/pay`;
  return showPage(
    c,
    {
      title: `Pay of ${post.employer}`,
      lead: `${POST_KIND_LABELS[post.kind]}, scheme year ${year.replace('-', '/')}. As the payslip or the provider’s statement says; leave a month without pay empty.`,
      wide: true,
    },
    <>
      {post.kind === 'officer' && (
        <p class="mb-4 max-w-prose text-muted">
          An officer post: kept here for your own overview and never counted in the tier of your practitioner work.
        </p>
      )}
      {booked.length > 0 && (
        <p class="mb-4 max-w-prose text-muted">
          Beside each month stands what is booked here, fee and extra work.{' '}
          <a class="link" href={`${path}/${year}?fill=bookings`}>
            Fill the empty months from the bookings
          </a>
          , then compare with what the provider says: its figure is the one that was pensioned.
        </p>
      )}
      <Form action={`${path}/${year}`} form={form} submit="Keep the pay" cancel={`/pension/posts?year=${year}`}>
        <Table caption="Pay by month" rows={months} columns={columns(form, booked.length > 0)} />
      </Form>
      <Pager
        earlier={
          Temporal.PlainDate.compare(first, post.startedOn) > 0
            ? `${path}/${schemeYearOf(first.subtract({ days: 1 }))}`
            : undefined
        }
        later={
          Temporal.PlainDate.compare(last, ctx.clock.today()) < 0
            ? `${path}/${schemeYearOf(last.add({ days: 1 }))}`
            : undefined
        }
        words={{ earlier: 'Year before', later: 'Year after' }}
      />
    </>,
  );
}

interface MonthRow {
  readonly month: PensionMonth;
  readonly at: number;
  readonly bookedPence: Pence;
}

function columns(form: FormState, showsBooked: boolean): Column<MonthRow>[] {
  const field = (name: 'pensionable' | 'contributed', what: string) => (row: MonthRow) => (
    <MoneyField
      form={form}
      name={`pay.${row.at}.${name}`}
      label={`${what}, ${formatPensionMonth(row.month)}`}
      required={false}
      tight
    />
  );
  return [
    { heading: 'Month', lead: true, cell: row => formatPensionMonth(row.month) },
    ...(showsBooked
      ? [{ heading: 'Booked here', figures: true, cell: (row: MonthRow) => <Money pence={row.bookedPence} /> }]
      : []),
    { heading: 'Pensionable pay', cell: field('pensionable', 'Pensionable pay') },
    { heading: 'Contribution taken', cell: field('contributed', 'Contribution taken') },
  ];
}

function asTyped(months: readonly MonthRow[], pay: readonly PostPay[], fills: boolean): FormValues {
  const values: Record<string, string> = {};
  for (const { month, at, bookedPence } of months) {
    const paid = pay.find(it => it.month === month);
    if (paid) values[`pay.${at}.pensionable`] = plainPounds(paid.pensionablePence);
    else if (fills && bookedPence > 0) values[`pay.${at}.pensionable`] = plainPounds(bookedPence);
    if (paid && paid.contributedPence !== null) values[`pay.${at}.contributed`] = plainPounds(paid.contributedPence);
  }
  return values;
}

function typedPay(values: FormValues, month: PensionMonth, at: number) {
  return { month, pensionable: values[`pay.${at}.pensionable`], contributed: values[`pay.${at}.contributed`] };
}

function monthsOf(year: SchemeYear): PensionMonth[] {
  const { first } = schemeYearDays(year);
  return Array.from({ length: 12 }, (_, at) => pensionMonthOf(first.add({ months: at })));
}

function postIdIn(c: WebContext): Id<'post'> {
  const id = readId('post', c.req.param('id') ?? '');
  if (!id) throw notFound('post');
  return id;
}
