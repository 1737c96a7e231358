import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readForm } from '#platform/form.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { LinkTable } from '#platform/ui/link-table.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, safePath, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { linkUrl, replaceLink, revokeLink } from './make-link.ts';
import { shownLinks, useWords } from './shown-links.ts';
import { listUses, pageLinks, pageUses, readOwnLink } from './store.ts';
import { subjectWords } from './subject-words.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

const LINKS_A_PAGE = 50;
const USES_A_PAGE = 100;

/** Every link that opens something of the locum's, with every use of it. */
export function linkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/links', requireVisitor);
  app.use('/links/*', requireVisitor);

  app.get('/links', async c => {
    const after = readId('link', c.req.query('after') ?? '');
    const { links, hasMore, uses, subjects } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const found = await pageLinks(tx, { after, limit: LINKS_A_PAGE + 1 });
      const links = found.slice(0, LINKS_A_PAGE);
      return {
        links,
        hasMore: found.length > links.length,
        uses: await listUses(
          tx,
          links.map(link => link.id),
        ),
        subjects: await subjectWords(tx, links),
      };
    });
    return showPage(
      c,
      {
        title: 'Shared links',
        lead: 'Each opens one thing to whoever has it, without an account. You see every use, and can end a link at once.',
        wide: true,
      },
      <>
        <LinkTable links={shownLinks(links, uses, ctx.clock.now(), subjects)} back="/links" />
        <Older path="/links" after={after} last={hasMore ? links.at(-1)?.id : undefined} />
      </>,
    );
  });

  app.get('/links/:id/uses', async c => {
    const after = readId('link', c.req.query('after') ?? '');
    const { found, subject } = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const link = await readOwnLink(tx, idOf(c));
      if (!link) throw notFound('link');
      return {
        subject: (await subjectWords(tx, [link])).get(link.id),
        found: await pageUses(tx, link.id, { after, limit: USES_A_PAGE + 1 }),
      };
    });
    const uses = found.slice(0, USES_A_PAGE);
    const path = `/links/${showId('link', idOf(c))}/uses`;
    return showPage(
      c,
      { title: 'Uses of a link', lead: subject },
      <>
        <Table
          caption="Uses, the latest first"
          rows={uses}
          columns={[
            { heading: 'When', lead: true, cell: use => <Moment at={use.usedAt} /> },
            { heading: 'What', cell: useWords },
            { heading: 'Device', cell: use => use.device },
          ]}
        />
        <Older path={path} after={after} last={found.length > uses.length ? uses.at(-1)?.id : undefined} />
      </>,
    );
  });

  app.get('/links/:id', async c => {
    const link = await asOwner(ctx.db, visitorOf(c).owner, tx => readOwnLink(tx, idOf(c)));
    if (!link) throw notFound('link');
    const url = linkUrl(ctx, visitorOf(c).accountId, link);
    return showPage(
      c,
      { title: 'The new link', lead: 'Give it to those it is meant for. Whoever has it can open it.' },
      <>
        <p class="mb-6 break-all">
          <a class="link" href={url}>
            {url}
          </a>
        </p>
        <a class="btn min-h-11" href="/links">
          All links
        </a>
      </>,
    );
  });

  app.post('/links/:id/revoke', async c => {
    await revokeLink(ctx, visitorOf(c).owner, idOf(c));
    const { back } = await readForm(c);
    return c.redirect(withNotice(safePath(String(back ?? ''), '/links'), 'link-revoked'), 303);
  });

  app.post('/links/:id/replace', async c => {
    const link = await replaceLink(ctx, visitorOf(c).owner, idOf(c));
    return c.redirect(withNotice(`/links/${showId('link', link.id)}`, 'link-replaced'), 303);
  });

  return app;
}

function Older(props: { path: string; after: Id<'link'> | undefined; last: Id<'link'> | undefined }) {
  return (
    <Pager
      earlier={props.last && `${props.path}?after=${showId('link', props.last)}`}
      later={props.after && props.path}
      words={{ earlier: 'Older', later: 'Back to the newest' }}
    />
  );
}

function idOf(c: WebContext): Id<'link'> {
  const id = readId('link', c.req.param('id') ?? '');
  if (!id) throw notFound('link');
  return id;
}
