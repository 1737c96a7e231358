import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Badge, Moment } from '#platform/ui/figures.tsx';
import { FieldRow, Form, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { isProven, requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { PROFESSIONS } from '#rules/professions.ts';
import { changeName } from '../change-name.ts';
import { changePassword } from '../change-password.ts';
import { endOtherSessions, endSession } from '../end-session.ts';
import { PASSWORD_LEAST, SESSION_DAYS, type SignInEngine } from '../engine.ts';
import { changePasswordInput, nameInput } from '../input.ts';
import { listPasskeys, type Passkey } from '../passkey-store.ts';
import { readSecondFactor } from '../second-factor-store.ts';
import { listSessions, readAccount, type SessionRow } from '../store.ts';
import { countPassword } from '../tries.ts';
import { PasskeyForm } from './passkey-form.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site' | 'links'>;

interface Forms {
  readonly name?: FormState;
  readonly password?: FormState;
}

/** Name, password and the places where one is signed in. */
export function accountPages(ctx: Ctx, engine: SignInEngine): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/account', requireVisitor);
  app.use('/account/*', requireVisitor);

  app.get('/account', c => showAccount(ctx, c, {}));

  app.post('/account/name', c =>
    answerForm(
      c,
      async values => {
        await changeName(ctx, visitorOf(c).owner, readInput(nameInput, values));
        return c.redirect(withNotice('/account', 'saved'), 303);
      },
      name => showAccount(ctx, c, { name }),
    ),
  );

  app.post('/account/password', c =>
    answerForm(
      c,
      async values => {
        const { owner, sessionId, email } = visitorOf(c);
        const input = readInput(changePasswordInput, values);
        await countPassword(ctx, c, email);
        await changePassword(ctx, engine, { owner, sessionId, headers: c.req.raw.headers }, input);
        return c.redirect(withNotice('/account', 'saved'), 303);
      },
      password => showAccount(ctx, c, { password }),
    ),
  );

  app.post('/account/sessions/others', async c => {
    const visitor = visitorOf(c);
    await endOtherSessions(ctx, visitor.owner, visitor.sessionId);
    return c.redirect(withNotice('/account', 'sessions-ended'), 303);
  });

  app.post('/account/sessions/:id', async c => {
    const id = readId('session', c.req.param('id'));
    if (!id) throw notFound('session');
    await endSession(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice('/account', 'session-ended'), 303);
  });

  return app;
}

async function showAccount(ctx: Ctx, c: WebContext, forms: Forms) {
  const visitor = visitorOf(c);
  const { account, sessions, hasCodes, passkeys } = await asOwner(ctx.db, visitor.owner, async tx => ({
    account: await readAccount(tx),
    hasCodes: Boolean((await readSecondFactor(tx))?.switchedOnAt),
    passkeys: await listPasskeys(tx),
    sessions: await listSessions(tx, ctx.clock.now()),
  }));
  const name =
    forms.name ??
    freshForm({
      title: account.title ?? '',
      firstName: account.firstName,
      lastName: account.lastName,
      profession: account.profession,
    });
  const password = forms.password ?? freshForm();
  return showPage(
    c,
    {
      title: 'Account and security',
      lead: (
        <>
          {account.email} ·{' '}
          <a class="link" href="/notifications">
            mails to you
          </a>{' '}
          ·{' '}
          <a class="link" href="/account/log">
            what happened here
          </a>{' '}
          ·{' '}
          <a class="link" href="/account/export">
            take everything with you
          </a>{' '}
          ·{' '}
          <a class="link" href="/account/confirm">
            confirm it is you
          </a>
        </>
      ),
      islands: ['passkey-form'],
    },
    <div class="flex flex-col gap-10">
      <section aria-labelledby="name">
        <h2 id="name" class="mb-3 text-lg font-medium">
          How you are called
        </h2>
        <Form action="/account/name" form={name} submit="Save" tone="neutral">
          <FieldRow>
            <TextField
              form={name}
              name="title"
              label="Title"
              required={false}
              width="w-28"
              autocomplete="honorific-prefix"
            />
            <TextField form={name} name="firstName" label="First name" width="w-52" autocomplete="given-name" />
            <TextField form={name} name="lastName" label="Last name" width="w-52" autocomplete="family-name" />
          </FieldRow>
          <SelectField
            form={name}
            name="profession"
            label="Profession"
            options={PROFESSIONS.map(p => ({ value: p.code, label: p.label }))}
          />
        </Form>
      </section>
      <section aria-labelledby="password">
        <h2 id="password" class="mb-3 text-lg font-medium">
          Password
        </h2>
        <Form action="/account/password" form={password} submit="Change my password" tone="neutral">
          <TextField
            form={password}
            name="current"
            type="password"
            label="Present password"
            autocomplete="current-password"
          />
          <TextField
            form={password}
            name="password"
            type="password"
            label="New password"
            autocomplete="new-password"
            hint={`At least ${PASSWORD_LEAST} characters. You will be signed out everywhere else.`}
          />
        </Form>
      </section>
      <section aria-labelledby="second-factor">
        <h2 id="second-factor" class="mb-1 text-lg font-medium">
          Sign-in codes
        </h2>
        <p class="mb-3 text-muted">
          {hasCodes
            ? 'Switched on: signing in also asks for a code of your app.'
            : 'An app on your phone shows a code that signing in asks for, so that a stolen password is not enough.'}
        </p>
        <a class="btn min-h-11" href="/account/second-factor">
          {hasCodes ? 'Recovery codes and switching off' : 'Set up sign-in codes'}
        </a>
      </section>
      <section aria-labelledby="passkeys">
        <h2 id="passkeys" class="mb-1 text-lg font-medium">
          Passkeys
        </h2>
        <p class="mb-3 text-muted">
          Your phone or computer signs you in by finger, face or PIN, without a password. Nothing can be guessed or
          fished.
        </p>
        {passkeys.length > 0 && <Table caption="Passkeys" rows={passkeys} columns={PASSKEY_COLUMNS} />}
        <div class="mt-3">
          <NewPasskey isProven={isProven(c)} />
        </div>
      </section>
      <section aria-labelledby="sessions">
        <h2 id="sessions" class="mb-1 text-lg font-medium">
          Where you are signed in
        </h2>
        <p class="mb-3 text-muted">A session ends by itself {SESSION_DAYS} days after it was last used.</p>
        <Table caption="Sessions" rows={sessions} columns={sessionColumns(visitor.sessionId)} />
        {sessions.length > 1 && (
          <form method="post" action="/account/sessions/others" class="mt-4">
            <button type="submit" class="btn min-h-11">
              End all others
            </button>
          </form>
        )}
      </section>
    </div>,
  );
}

/** A passkey is a key to everything, so a session that was left open makes none. */
function NewPasskey({ isProven }: { isProven: boolean }) {
  if (!isProven)
    return (
      <a class="btn min-h-11" href={`/account/confirm?next=${encodeURIComponent('/account#passkeys')}`}>
        Add a passkey
      </a>
    );
  return (
    <PasskeyForm
      purpose="create"
      options="/account/passkeys/options"
      action="/account/passkeys/new"
      label="Add a passkey"
    />
  );
}

const PASSKEY_COLUMNS = [
  { heading: 'Made with', lead: true, cell: (row: Passkey) => row.label },
  { heading: 'Made', cell: (row: Passkey) => <Moment at={row.madeAt} /> },
  { heading: 'Last used', cell: (row: Passkey) => (row.lastUsedAt ? <Moment at={row.lastUsedAt} /> : 'never') },
  {
    heading: 'Remove it',
    cell: (row: Passkey) => (
      <form method="post" action={`/account/passkeys/${showId('passkey', row.id)}/remove`}>
        <button type="submit" class="btn btn-sm min-h-11">
          Remove
        </button>
      </form>
    ),
  },
];

function sessionColumns(current: string) {
  return [
    { heading: 'Device', lead: true, cell: (row: SessionRow) => row.device },
    { heading: 'Place', cell: (row: SessionRow) => row.place ?? 'not known' },
    { heading: 'Last active', cell: (row: SessionRow) => <Moment at={row.lastActiveAt} /> },
    { heading: 'Signed in', cell: (row: SessionRow) => <Moment at={row.createdAt} /> },
    {
      heading: 'End it',
      cell: (row: SessionRow) =>
        row.id === current ? (
          <Badge tone="success">This one</Badge>
        ) : (
          <form method="post" action={`/account/sessions/${showId('session', row.id)}`}>
            <button type="submit" class="btn btn-sm min-h-11">
              End
            </button>
          </form>
        ),
    },
  ];
}
