import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, readInput } from '#platform/form.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Pager } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { type TaxYear, taxYearBefore, taxYearDays, taxYearOf } from '#rules/tax-year.ts';
import { readAside } from '../aside.ts';
import { settingsInput } from '../input.ts';
import { readTaxYearView } from '../read-tax-year.ts';
import { keepSettings } from '../settings.ts';
import { AsideNow } from './aside-now.tsx';
import { CompanyYear } from './company-year.tsx';
import { PoundPicture } from './pound-picture.tsx';
import { SettingsForm, settingsAsTyped } from './settings-form.tsx';
import { yearIn, yearWords } from './tax-year-path.ts';
import { YearAtPace } from './year-at-pace.tsx';
import { YearBooks } from './year-books.tsx';
import { YearEstimate } from './year-estimate.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** A tax year: books by both bases, the estimate, what is due, what to put aside. */
export function taxPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/tax', requireVisitor);
  app.use('/tax/:year', requireVisitor);

  app.get('/tax', c => c.redirect(`/tax/${taxYearOf(ctx.clock.today())}`, 303));

  app.get('/tax/:year', async c => showYear(ctx, c, undefined));

  app.post('/tax/:year', async c =>
    answerForm(
      c,
      async values => {
        const year = yearIn(c);
        await keepSettings(ctx, visitorOf(c).owner, year, readInput(settingsInput, values));
        return c.redirect(withNotice(`/tax/${year}`, 'saved'), 303);
      },
      form => showYear(ctx, c, form),
    ),
  );

  return app;
}

async function showYear(ctx: Ctx, c: WebContext, typed: FormState | undefined) {
  const [year, today] = [yearIn(c), ctx.clock.today()];
  const isCurrent = year === taxYearOf(today);
  const { view, aside } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    view: await readTaxYearView(tx, year),
    aside: isCurrent ? await readAside(tx, today) : undefined,
  }));
  const { first, last } = taxYearDays(year);
  return showPage(
    c,
    {
      title: `Tax year ${yearWords(year)}`,
      lead: `${formatDay(first)} to ${formatDay(last)}`,
      wide: true,
    },
    <div class="flex flex-col gap-10">
      <YearLinks year={year} isCompany={view.isCompany} />
      {aside && <AsideNow aside={aside} />}
      <YearBooks year={year} books={view.books} />
      {isCurrent && <YearAtPace view={view} today={today} />}
      {view.isCompany ? (
        <CompanyYear view={view} />
      ) : (
        <>
          <PoundPicture view={view} />
          <YearEstimate view={view} />
          <SettingsForm view={view} form={typed ?? settingsAsTyped(view)} />
        </>
      )}
      <Pager
        earlier={`/tax/${taxYearBefore(year)}`}
        later={isCurrent ? undefined : `/tax/${taxYearOf(last.add({ days: 1 }))}`}
        words={{ earlier: 'The year before', later: 'The year after' }}
      />
    </div>,
  );
}

/** What else belongs to the year. */
function YearLinks({ year, isCompany }: { year: TaxYear; isCompany: boolean }) {
  const links = [
    [`/tax/${year}/pack`, 'Pack for the accountant'],
    ...(isCompany
      ? []
      : [
          [`/tax/${year}/quarters`, 'Quarterly totals'],
          ['/tax/one-more', 'What one more booking leaves'],
          ['/tax/pot', 'The pot'],
        ]),
    ['/tax/vat', 'VAT turnover watch'],
  ] as const;
  return (
    <nav aria-label="More about tax" class="-mt-4 flex flex-wrap gap-x-6 gap-y-1">
      {links.map(([href, label]) => (
        <a class="link inline-flex min-h-11 items-center" href={href}>
          {label}
        </a>
      ))}
    </nav>
  );
}
