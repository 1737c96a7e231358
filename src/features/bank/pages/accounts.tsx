import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { listBankAccounts, PURPOSE_LABELS } from '../account-store.ts';
import { bankAccountInput } from '../input.ts';
import { addBankAccount } from '../keep-account.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Bank accounts that are kept apart: a line of one is never taken for a line of another. */
export function bankAccountPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/bank/accounts', c => show(ctx, c, undefined));

  app.post('/bank/accounts', async c =>
    answerForm(
      c,
      async values => {
        await addBankAccount(ctx, visitorOf(c).owner, readInput(bankAccountInput, values));
        return c.redirect(withNotice('/bank/accounts', 'saved'), 303);
      },
      form => show(ctx, c, form),
    ),
  );

  return app;
}

async function show(ctx: Ctx, c: WebContext, form: FormState | undefined): Promise<Response> {
  const accounts = await asOwner(ctx.db, visitorOf(c).owner, tx => listBankAccounts(tx));
  const shown = form ?? freshForm({ id: showId('bankAccount', newId('bankAccount')), purpose: 'business' });
  return showPage(
    c,
    {
      title: 'Bank accounts',
      lead: 'Name your accounts if you import statements of several: an equal line of another account is then no duplicate.',
    },
    <div class="flex flex-col gap-8">
      {accounts.length > 0 && (
        <Table
          caption="Your accounts"
          rows={accounts}
          columns={[
            { heading: 'Account', lead: true, cell: it => it.label },
            { heading: 'For', cell: it => PURPOSE_LABELS[it.purpose] },
          ]}
        />
      )}
      <Form action="/bank/accounts" form={shown} submit="Add the account" cancel="/bank">
        <HiddenField name="id" value={String(shown.values.id ?? '')} />
        <FieldRow>
          <TextField
            form={shown}
            name="label"
            label="Name"
            maxlength={60}
            width="w-64"
            hint="Such as Business current"
          />
          <SelectField
            form={shown}
            name="purpose"
            label="For"
            options={[
              { value: 'business', label: PURPOSE_LABELS.business },
              { value: 'private', label: PURPOSE_LABELS.private },
            ]}
          />
        </FieldRow>
      </Form>
    </div>,
  );
}
