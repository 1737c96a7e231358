import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { Day } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebEnv } from '#platform/web.ts';
import { formatTime } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { readMonth } from '../month.ts';
import type { Settings } from '../settings.ts';
import {
  type KeptException,
  type KeptRule,
  listCalendars,
  listExceptions,
  listRules,
  listTermBreaks,
  readSettings,
  type TermBreak,
} from '../store.ts';
import { Calendars } from './calendar-list.tsx';
import { MonthGrid } from './month-grid.tsx';
import { Delete, GoTo, Range, Section } from './section.tsx';
import { EXCEPTION_LABELS, ruleWords } from './words.ts';

/** When a locum may be booked: a month at a glance, and everything that decides it. */
export function availabilityPages(ctx: Needs<'db' | 'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/availability', requireVisitor, async c => {
    const today = ctx.clock.today();
    const month = monthAsked(c.req.query('month'), today);
    const its = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
      days: await readMonth(ctx, tx, month),
      rules: await listRules(tx),
      exceptions: await listExceptions(tx, today),
      termBreaks: await listTermBreaks(tx, today),
      calendars: await listCalendars(tx),
      settings: await readSettings(tx),
    }));
    return showPage(
      c,
      {
        title: 'Availability',
        lead: 'Organisations see free or busy, and nothing else. What is booked or in your calendar is never offered.',
        wide: true,
        action: (
          <a href="/availability/rules/new" class="btn btn-primary min-h-11">
            Offer a session
          </a>
        ),
      },
      <div class="flex flex-col gap-10">
        <MonthGrid month={month} days={its.days} today={today} isEmpty={its.rules.length === 0} />
        <Rules rules={its.rules} />
        <Exceptions exceptions={its.exceptions} />
        <TermBreaks breaks={its.termBreaks} isUsed={its.rules.some(it => it.termTimeOnly)} />
        <Calendars calendars={its.calendars} />
        <SettingsShown settings={its.settings} />
      </div>,
    );
  });
  return app;
}

/** The month of the address, where it is one that can be shown. */
function monthAsked(text: string | undefined, today: Temporal.PlainDate): Temporal.PlainYearMonth {
  const asked = /^20\d\d-(0[1-9]|1[0-2])$/.test(text ?? '') ? Temporal.PlainYearMonth.from(text ?? '') : undefined;
  return asked ?? today.toPlainYearMonth();
}

function Rules({ rules }: { rules: readonly KeptRule[] }) {
  return (
    <Section title="Sessions you offer" id="rules" hint="Again and again, until you say otherwise.">
      {rules.length > 0 && (
        <Table
          caption="Sessions you offer"
          rows={rules}
          columns={[
            {
              heading: 'When',
              lead: true,
              cell: it => (
                <a
                  class="link inline-flex min-h-11 items-center"
                  href={`/availability/rules/${showId('availabilityRule', it.id)}`}
                >
                  {ruleWords(it)}
                </a>
              ),
            },
            { heading: 'From', cell: it => <Day day={it.firstDay} short /> },
            { heading: 'Until', cell: it => (it.lastDay ? <Day day={it.lastDay} short /> : 'further notice') },
            { heading: 'Term time', cell: it => (it.termTimeOnly ? 'only' : 'and holidays') },
          ]}
        />
      )}
    </Section>
  );
}

function Exceptions({ exceptions }: { exceptions: readonly KeptException[] }) {
  return (
    <Section
      title="Not as usual"
      id="exceptions"
      hint="Days off, hours that are taken, and sessions more. Reasons are for you alone."
      link={
        <>
          <GoTo href="/availability/exceptions/new?kind=off">Days off</GoTo>
          <GoTo href="/availability/exceptions/new?kind=block">Block hours</GoTo>
          <GoTo href="/availability/exceptions/new?kind=extra">Extra session</GoTo>
        </>
      }
    >
      {exceptions.length > 0 && (
        <Table
          caption="Not as usual"
          rows={exceptions}
          columns={[
            { heading: 'Days', lead: true, cell: it => <Range range={it} /> },
            { heading: 'What', cell: it => EXCEPTION_LABELS[it.kind] },
            {
              heading: 'Hours',
              cell: it => (it.kind === 'off' ? 'all day' : `${formatTime(it.from)}–${formatTime(it.to)}`),
            },
            { heading: 'Reason', cell: it => it.reason ?? '' },
            {
              heading: 'Actions',
              cell: it => (
                <Delete
                  action={`/availability/exceptions/${showId('availabilityException', it.id)}/delete`}
                  what={`${EXCEPTION_LABELS[it.kind]} on ${it.firstDay}`}
                />
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function TermBreaks({ breaks, isUsed }: { breaks: readonly TermBreak[]; isUsed: boolean }) {
  return (
    <Section
      title="School holidays"
      id="term-breaks"
      hint="Term dates differ from council to council, so enter the holidays that count for you. Sessions for term time only are not offered on these days."
      link={<GoTo href="/availability/term-breaks/new">Add a holiday</GoTo>}
    >
      {isUsed && breaks.length === 0 && (
        <Caution>You offer sessions in term time only, and no holiday is entered: they are offered all year.</Caution>
      )}
      {breaks.length > 0 && (
        <Table
          caption="School holidays"
          rows={breaks}
          columns={[
            { heading: 'Days', lead: true, cell: it => <Range range={it} /> },
            { heading: 'Name', cell: it => it.label ?? '' },
            {
              heading: 'Actions',
              cell: it => (
                <Delete
                  action={`/availability/term-breaks/${showId('termBreak', it.id)}/delete`}
                  what={`holiday from ${it.firstDay}`}
                />
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

function SettingsShown({ settings }: { settings: Settings }) {
  return (
    <Section
      title="How you may be booked"
      id="settings"
      hint="These hold for every session."
      link={<GoTo href="/availability/settings">Change</GoTo>}
    >
      <Facts
        rows={[
          ['Travel and rest', `${settings.guardMinutes} minutes kept free before and after anything else`],
          ['Notice', `at least ${settings.noticeHours} hours`],
          ['Shortest booking', `${settings.shortestMinutes} minutes`],
          ['How far ahead', `${settings.horizonDays} days`],
        ]}
      />
    </Section>
  );
}
