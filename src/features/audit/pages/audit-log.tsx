import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { type FormState, freshForm } from '#platform/form.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { DayField, FieldRow, SelectField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { EmptyState } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { ACTOR_WORDS, entryPath, entryWords, subjectWords } from '../entry-words.ts';
import { entriesCsv } from '../export-entries.ts';
import { ACTORS, filterOf } from '../input.ts';
import { type AuditEntry, type AuditFilter, listEntries, listSubjects } from '../store.ts';

const PAGE = 50;
/** A log longer than this is taken in parts, by its days. */
const EXPORT_MOST = 20_000;
const FIELDS = ['subject', 'actor', 'from', 'to'] as const;

/** What happened in the account: who did what, when and from where. */
export function auditPages(ctx: Needs<'db'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/account/log', requireVisitor);
  app.use('/account/log.csv', requireVisitor);

  app.get('/account/log', async c => {
    const visitor = visitorOf(c);
    const { found, subjects } = await asOwner(ctx.db, visitor.owner, async tx => ({
      found: await listEntries(tx, askedFor(c), PAGE + 1),
      subjects: await listSubjects(tx),
    }));
    const entries = found.slice(0, PAGE);
    const last = found.length > PAGE ? entries.at(-1) : undefined;
    return showPage(
      c,
      {
        title: 'What happened in your account',
        lead: 'Every action, by whom and from where. It can be added to, never changed: each line is sealed with the one before.',
        wide: true,
        action: (
          <a class="btn min-h-11" href="/account">
            Back to your account
          </a>
        ),
      },
      <>
        <FilterForm form={typedIn(c)} subjects={subjects} />
        {entries.length === 0 ? (
          <EmptyState title="Nothing of this kind">
            Sign-ins, bookings, invoices and everything else that is done here leave a line.
          </EmptyState>
        ) : (
          <Table
            caption="What happened, the latest first"
            rows={entries}
            columns={[
              { heading: 'What', lead: true, cell: entry => <What entry={entry} /> },
              { heading: 'When', cell: entry => <Moment at={entry.happenedAt} /> },
              { heading: 'Who', cell: entry => <Who entry={entry} current={visitor.sessionId} /> },
              { heading: 'Device', cell: entry => entry.device ?? '–' },
              { heading: 'From', cell: entry => <Place hash={entry.callerHash} /> },
            ]}
          />
        )}
        <Pager
          earlier={last && pathWith(c, '/account/log', showId('fact', last.id))}
          later={laterPath(c)}
          words={WORDS}
        />
        <p class="mt-6">
          <a class="link" href={pathWith(c, '/account/log.csv', undefined)}>
            Download these as CSV
          </a>
        </p>
        <p class="mt-2 max-w-prose text-sm text-muted">
          Two lines with the same mark under “From” came from the same network address. The address itself is kept
          nowhere.
        </p>
      </>,
    );
  });

  app.get('/account/log.csv', async c => {
    const entries = await asOwner(ctx.db, visitorOf(c).owner, tx => listEntries(tx, askedFor(c), EXPORT_MOST));
    return c.body(entriesCsv(entries), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="account-log.csv"',
    });
  });

  return app;
}

const WORDS = { earlier: 'Older', later: 'Back to the newest' };

function askedFor(c: WebContext): AuditFilter {
  const query = Object.fromEntries(FIELDS.map(name => [name, c.req.query(name)]));
  return { ...filterOf(query), after: readId('fact', c.req.query('after') ?? '') };
}

function typedIn(c: WebContext): FormState {
  return freshForm(Object.fromEntries(FIELDS.map(name => [name, c.req.query(name) ?? ''])));
}

function pathWith(c: WebContext, path: string, after: string | undefined): string {
  const query = new URLSearchParams();
  for (const name of FIELDS) if (c.req.query(name)) query.set(name, c.req.query(name) ?? '');
  if (after !== undefined) query.set('after', after);
  return query.size > 0 ? `${path}?${query}` : path;
}

function laterPath(c: WebContext): string | undefined {
  return c.req.query('after') ? pathWith(c, '/account/log', undefined) : undefined;
}

function FilterForm({ form, subjects }: { form: FormState; subjects: readonly string[] }) {
  return (
    <form method="get" action="/account/log" class="mb-4">
      <FieldRow>
        <SelectField
          form={form}
          name="subject"
          label="About"
          required={false}
          empty="Everything"
          options={subjects.map(value => ({ value, label: subjectWords(value) }))}
        />
        <SelectField
          form={form}
          name="actor"
          label="Done by"
          required={false}
          empty="Anybody"
          options={ACTORS.map(value => ({ value, label: ACTOR_WORDS[value] }))}
        />
        <DayField form={form} name="from" label="From" required={false} />
        <DayField form={form} name="to" label="To" required={false} />
        <button type="submit" class="btn mt-7 min-h-11">
          Show
        </button>
      </FieldRow>
    </form>
  );
}

function What({ entry }: { entry: AuditEntry }) {
  const path = entryPath(entry);
  if (path === undefined) return <>{entryWords(entry.kind)}</>;
  return (
    <a class="link" href={path}>
      {entryWords(entry.kind)}
    </a>
  );
}

function Who({ entry, current }: { entry: AuditEntry; current: string }) {
  return (
    <>
      {ACTOR_WORDS[entry.actor]}
      {entry.actorId === current && ', in this session'}
    </>
  );
}

function Place({ hash }: { hash: string | null }) {
  return hash === null ? <>–</> : <code class="text-sm">{hash.slice(0, 6)}</code>;
}
