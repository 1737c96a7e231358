import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Badge, Moment } from '#platform/ui/figures.tsx';
import { FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { provenVisitor, requireProof, requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { apiKeyInput, KEY_DAYS } from './input.ts';
import { makeKey, revokeKey } from './make-key.ts';
import { type ApiKey, listKeys } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Keys for programs: made, seen once, revoked. */
export function apiKeyPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/api-keys', requireVisitor);
  app.use('/api-keys/*', requireVisitor);
  app.use('/api-keys', requireProof);

  app.get('/api-keys', async c => showKeys(ctx, c, freshForm({ scope: 'read', days: '90' }), undefined));

  app.post('/api-keys', async c =>
    answerForm(
      c,
      async values =>
        showKeys(
          ctx,
          c,
          freshForm({ scope: 'read', days: '90' }),
          await makeKey(ctx, provenVisitor(c).owner, readInput(apiKeyInput, values)),
        ),
      form => showKeys(ctx, c, form, undefined),
    ),
  );

  app.post('/api-keys/:id/revoke', async c => {
    const id = readId('apiKey', c.req.param('id'));
    if (!id) throw notFound('key');
    await revokeKey(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/api-keys', 'key-revoked'), 303);
  });

  return app;
}

async function showKeys(ctx: Ctx, c: WebContext, form: FormState, made: string | undefined) {
  const keys = await asOwner(ctx.db, visitorOf(c).owner, tx => listKeys(tx));
  const now = ctx.clock.now();
  return showPage(
    c,
    {
      title: 'API keys',
      lead: (
        <>
          For programs that act for you.{' '}
          <a class="link" href="/api">
            What they can do
          </a>
        </>
      ),
      wide: true,
    },
    <div class="flex flex-col gap-8">
      {made && (
        <Caution>
          <p class="font-medium">This is the key. It is shown now and never again: copy it to where it is used.</p>
          <code class="mt-2 block break-all">{made}</code>
        </Caution>
      )}
      {keys.length > 0 && (
        <Table
          caption="API keys, the newest first"
          rows={keys}
          columns={[
            { heading: 'Key', lead: true, cell: key => `${key.label} (…${key.tail})` },
            { heading: 'May', cell: key => (key.scope === 'write' ? 'read and write' : 'read') },
            { heading: 'Made', cell: key => <Moment at={key.createdAt} /> },
            { heading: 'Last used', cell: key => (key.lastUsedAt ? <Moment at={key.lastUsedAt} /> : 'never') },
            { heading: 'Ends', cell: key => <Ending apiKey={key} now={now} /> },
          ]}
        />
      )}
      <section aria-labelledby="new">
        <h2 id="new" class="mb-3 text-lg font-medium">
          A new key
        </h2>
        <Form action="/api-keys" form={form} submit="Make the key">
          <TextField form={form} name="label" label="What it is for" />
          <FieldRow>
            <SelectField
              form={form}
              name="scope"
              label="It may"
              options={[
                { value: 'read', label: 'read' },
                { value: 'write', label: 'read and write' },
              ]}
            />
            <SelectField
              form={form}
              name="days"
              label="It lives"
              options={KEY_DAYS.map(value => ({ value, label: `${value} days` }))}
            />
          </FieldRow>
        </Form>
      </section>
    </div>,
  );
}

function Ending({ apiKey, now }: { apiKey: ApiKey; now: Temporal.Instant }) {
  if (apiKey.revokedAt) return <Badge tone="neutral">Revoked</Badge>;
  if (Temporal.Instant.compare(apiKey.expiresAt, now) <= 0) return <Badge tone="neutral">Expired</Badge>;
  return (
    <form method="post" action={`/api-keys/${showId('apiKey', apiKey.id)}/revoke`}>
      <Moment at={apiKey.expiresAt} />{' '}
      <button type="submit" class="btn btn-sm min-h-11">
        Revoke
      </button>
    </form>
  );
}
