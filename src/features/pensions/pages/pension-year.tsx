import { Hono } from 'hono';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPounds, pence } from '#rules/money.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { schemeYearDays } from '#rules/tax-year.ts';
import { leftToPay, paidOver } from '../form-b-history.ts';
import { yearSettingsInput } from '../input.ts';
import { type PensionYear, readPensionYear } from '../pension-year.ts';
import { keepYearSettings } from '../year-settings.ts';
import { additionPages } from './additions.tsx';
import { appraisalPages } from './appraisal-booking.tsx';
import { figurePages } from './figures.tsx';
import { schemeIn, schemeQuery, yearIn } from './scheme-year.ts';
import { Revision, YearEnd } from './year-end.tsx';
import { Months, Pieces } from './year-months.tsx';
import { Part } from './year-part.tsx';
import { Settings, settingsAsTyped } from './year-settings-form.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** A scheme year: what counted, the tier in use against the tier due, and what is to be settled. */
export function pensionYearPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/year/*', requireVisitor);
  app.route('/', figurePages(ctx));
  app.route('/', additionPages(ctx));
  app.route('/', appraisalPages(ctx));

  app.get('/pension/year/:year', async c => showYear(ctx, c, undefined));

  app.post('/pension/year/:year', async c =>
    answerForm(
      c,
      async values => {
        const [year, scheme] = [yearIn(c), schemeIn(c)];
        await keepYearSettings(ctx, visitorOf(c).owner, scheme, year, readInput(yearSettingsInput, values));
        return c.redirect(withNotice(`/pension/year/${year}${schemeQuery(scheme)}`, 'saved'), 303);
      },
      form => showYear(ctx, c, form),
    ),
  );

  return app;
}

async function showYear(ctx: Ctx, c: WebContext, typed: FormState | undefined) {
  const [name, scheme, today] = [yearIn(c), schemeIn(c), ctx.clock.today()];
  const { year, profile } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    year: await readPensionYear(tx, scheme, name, today),
    profile: await readProfile(ctx, tx),
  }));
  const { first, last } = schemeYearDays(name);
  const path = `/pension/year/${name}${schemeQuery(scheme)}`;
  return showPage(
    c,
    {
      title: `Pension year ${name.replace('-', '/')}`,
      lead: `${SCHEMES[scheme].label}, ${formatDay(first)} to ${formatDay(last)}, by the day on which the money came in.`,
      wide: true,
      action: (
        <a class="btn min-h-11" href={`/pension/simulator/${name}${schemeQuery(scheme)}`}>
          What if …
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      <YearEnd year={year} today={today} />
      <Untold year={year} />
      <PaidOtherwise year={year} />
      {year.reckoning.parts.map(part => (
        <Part part={part} several={year.reckoning.parts.length > 1} year={year} profile={profile} />
      ))}
      <Revision year={year} today={today} />
      <Months year={year} />
      <Pieces year={year} />
      <Settings path={path} year={year} form={typed ?? freshForm(settingsAsTyped(year))} />
    </div>,
  );
}

/** Pay of which nobody said what was taken: without it nothing can be settled. */
function Untold({ year }: { year: PensionYear }) {
  const untold = year.reckoning.months.flatMap(month => month.untold);
  if (untold.length === 0) return null;
  const whose = [...Map.groupBy(untold, piece => piece.label)].map(
    ([label, its]) => `${label} (${its.map(it => formatPensionMonth(it.month)).join(', ')})`,
  );
  return (
    <Caution>
      It is not known what was taken from the pay of {whose.join('; ')}. Enter it under{' '}
      <a class="link" href={`/pension/posts?year=${year.year}`}>
        other posts
      </a>
      , and the year can be settled.
    </Caution>
  );
}

/** Forms B of which another sum was paid over than they say: what is left, or too much, is for the office to settle. */
function PaidOtherwise({ year }: { year: PensionYear }) {
  const apart = year.formBs.filter(form => paidOver(form) > 0 && leftToPay(form) !== 0);
  if (apart.length === 0) return null;
  return (
    <Caution>
      <p>Not paid over as the Form B says:</p>
      <ul class="list-disc pl-5">
        {apart.map(form => {
          const left = leftToPay(form);
          return (
            <li>
              <a class="link" href={`/pension/form-b/${form.month}${schemeQuery(form.scheme)}`}>
                {formatPensionMonth(form.month)}
              </a>
              : {formatPounds(paidOver(form))} of {formatPounds(form.payablePence)},{' '}
              {left > 0 ? `${formatPounds(left)} still to pay` : `${formatPounds(pence(-left))} too much`}
            </li>
          );
        })}
      </ul>
    </Caution>
  );
}
