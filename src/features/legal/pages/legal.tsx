import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Processor } from '#platform/processor.ts';
import { Day } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { LEGAL_CHANGES, noteRead, unreadChanges } from '../changes.ts';
import { COOKIES } from '../cookies.ts';
import { AccessibilityStatement } from './accessibility.tsx';
import { PrivacyPolicy } from './privacy.tsx';
import { Terms } from './terms.tsx';

type Ctx = Needs<'db' | 'clock' | 'site'>;

/** What somebody must be told before they trust us with anything: made of what the program does and how it is set up. */
export function legalPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const lead = (
    <>
      Last changed on <Day day={LEGAL_CHANGES[0].on} />.
    </>
  );

  app.get('/privacy', async c =>
    showPage(
      c,
      { title: 'Privacy policy', lead },
      <>
        <Unread changes={await changesFor(ctx, c)} />
        <PrivacyPolicy site={ctx.site} />
      </>,
    ),
  );

  app.post('/privacy/read', requireVisitor, async c => {
    await asOwner(ctx.db, visitorOf(c).owner, tx => noteRead(ctx, tx));
    return c.redirect(withNotice('/today', 'saved'), 303);
  });

  app.get('/terms', c => showPage(c, { title: 'Terms of use', lead }, <Terms site={ctx.site} />));

  app.get('/cookies', c =>
    showPage(
      c,
      { title: 'Cookies', lead: 'Only what is strictly necessary. Nothing measures or follows you.' },
      <Table
        caption="Cookies"
        rows={COOKIES}
        columns={[
          { heading: 'Name', lead: true, cell: row => row.name },
          { heading: 'What for', cell: row => row.what },
          { heading: 'How long', cell: row => row.until },
        ]}
      />,
    ),
  );

  app.get('/sub-processors', c =>
    showPage(
      c,
      { title: 'Sub-processors', lead: 'Who else gets personal data, as this installation is set up now.' },
      ctx.site.processors.length === 0 ? (
        <p>Nobody: everything stays on the operator’s own machines.</p>
      ) : (
        <Table caption="Sub-processors" rows={ctx.site.processors} columns={PROCESSOR_COLUMNS} />
      ),
    ),
  );

  app.get('/accessibility', c =>
    showPage(c, { title: 'Accessibility statement', lead }, <AccessibilityStatement site={ctx.site} />),
  );

  app.get('/.well-known/security.txt', c => c.text(securityText(ctx)));

  return app;
}

const PROCESSOR_COLUMNS = [
  { heading: 'Who', lead: true, cell: (row: Processor) => row.name },
  { heading: 'What for', cell: (row: Processor) => row.purpose },
  { heading: 'What they get', cell: (row: Processor) => row.data },
  { heading: 'Where', cell: (row: Processor) => row.country ?? 'Ask the operator' },
];

async function changesFor(ctx: Ctx, c: WebContext) {
  const visitor = c.get('visitor');
  return visitor ? asOwner(ctx.db, visitor.owner, tx => unreadChanges(tx)) : [];
}

function Unread({ changes }: { changes: Awaited<ReturnType<typeof changesFor>> }) {
  if (changes.length === 0) return null;
  return (
    <form method="post" action="/privacy/read" class="rounded-box bg-base-200 px-4 py-3">
      <p class="font-medium">New since you last read it</p>
      <ul class="my-2 list-disc pl-6">
        {changes.map(change => (
          <li>
            <Day day={change.on} />: {change.what}
          </li>
        ))}
      </ul>
      <button type="submit" class="btn min-h-11">
        I have read it
      </button>
    </form>
  );
}

/** RFC 9116. It ends a year from now, made anew at each request, as long as somebody runs this installation. */
function securityText({ site, clock }: Ctx): string {
  const until = clock.today().add({ days: 364 });
  return [
    `Contact: ${site.operator ? `mailto:${site.operator.email}` : `${site.baseUrl}/privacy`}`,
    `Expires: ${until}T00:00:00Z`,
    'Preferred-Languages: en',
    `Canonical: ${site.baseUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
