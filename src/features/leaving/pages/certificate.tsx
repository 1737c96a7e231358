import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { notFound } from '#platform/errors.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Table } from '#platform/ui/table.tsx';
import type { WebEnv } from '#platform/web.ts';
import { certificateHash } from '../ask-to-leave.ts';

/** What was deleted with an account, for whoever was mailed the address. Names nobody. */
export function certificatePages(accounts: Kysely<Tables>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/erased/:secret', async c => {
    const row = await accounts
      .selectFrom('erasures')
      .select(['erased_at', 'removed'])
      .where('certificate_hash', '=', certificateHash(c.req.param('secret')))
      .executeTakeFirst();
    if (!row) throw notFound('certificate');
    const removed = Object.entries(row.removed as Record<string, number>).map(([table, rows]) => ({
      what: table.replaceAll('_', ' '),
      rows,
    }));
    return showPage(
      c,
      {
        title: 'Certificate of erasure',
        outside: true,
        lead: (
          <>
            Deleted on <Moment at={row.erased_at} />, with every stored file, session, link and key.
          </>
        ),
      },
      <div class="flex flex-col gap-6">
        <Table
          caption="What was deleted"
          rows={removed}
          columns={[
            { heading: 'Records', lead: true, cell: it => it.what },
            { heading: 'Number', figures: true, cell: it => String(it.rows) },
          ]}
        />
        <p class="max-w-2xl text-muted">
          What stays: the log of account actions, without names, for one year from that day. Backups from before are
          kept as long as the operator says; when one is restored, this account is deleted from it again. Mails and
          papers that were sent are with those who received them.
        </p>
      </div>,
    );
  });

  return app;
}
