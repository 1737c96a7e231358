import { Hono } from 'hono';
import { begunBy, closeSetup, fullName, passCookies, welcome } from '#features/accounts/index.ts';
import { type Actor, asOwner, type Owner, ownerOf } from '#platform/access.ts';
import { notFound } from '#platform/errors.ts';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebEnv } from '#platform/web.ts';
import type { Wired } from '../wiring.ts';
import { CAST, type DemoPerson } from './cast.ts';
import { liveAYear } from './live-a-year.ts';

/** Who lived the demo's year, as its audit log says. */
const BY_HAND: Actor = { kind: 'owner', id: null, callerHash: 'demo00', device: 'Safari on iPhone' };

/** The cast signs in by a press; the password guards nothing, since the demo exists in development only. */
const PASSWORD = 'the demo has no secrets';

/** A look around as a member of the cast. Mounted in development only; a demo account cannot sign in anywhere else. */
export function demoPages(wired: Wired): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const lives = new Map<string, Promise<Owner>>();

  app.get('/demo', c =>
    showPage(
      c,
      {
        title: 'Look around',
        lead: 'A year of bookings, invoices, payments, expenses and forms, around today. Change what you like.',
      },
      <ul class="border-t border-base-300">
        {CAST.map(person => (
          <li class="flex flex-wrap items-center justify-between gap-4 border-b border-base-300 py-4">
            <div>
              <p class="font-medium">{nameOf(person)}</p>
              <p class="text-muted">{person.words}</p>
            </div>
            <form method="post" action={`/demo/${person.code}`}>
              <button type="submit" class="btn btn-primary min-h-11">
                Look around as {person.firstName}
              </button>
            </form>
          </li>
        ))}
      </ul>,
    ),
  );

  app.post('/demo/:person', async c => {
    const person = CAST.find(it => it.code === c.req.param('person'));
    if (!person) throw notFound('member of the cast');
    const life = lives.get(person.code) ?? enter(wired, person);
    lives.set(person.code, life);
    await life.catch(fault => {
      lives.delete(person.code);
      throw fault;
    });
    const answer = await wired.engine.api.signInEmail({
      body: { email: person.email, password: PASSWORD },
      headers: c.req.raw.headers,
      asResponse: true,
    });
    passCookies(c, answer.headers);
    const begun = await begunBy(wired.engine, answer.headers);
    if (begun.awaitsCode) return c.redirect('/sign-in/code', 303);
    await welcome(wired.ctx, c, begun, 'password');
    return c.redirect('/today', 303);
  });

  return app;
}

/** The person's account with its year: made at the first press, found at all later ones. */
async function enter(wired: Wired, person: DemoPerson): Promise<Owner> {
  const { internalAdapter } = await wired.engine.$context;
  // a year that was cut short by a stop is begun again
  await wired.database.signIn
    .deleteFrom('accounts')
    .where('email', '=', person.email)
    .where('is_demo', '=', false)
    .execute();
  const known = await internalAdapter.findUserByEmail(person.email);
  if (known) return ownerOf(known.user.id);
  const { user } = await wired.engine.api.signUpEmail({
    body: {
      email: person.email,
      password: PASSWORD,
      name: fullName({ title: person.title || null, firstName: person.firstName, lastName: person.lastName }),
      title: person.title,
      firstName: person.firstName,
      lastName: person.lastName,
      profession: person.profession,
      declaredAdultAt: new Date(wired.ctx.clock.now().epochMilliseconds),
    },
  });
  const account = await internalAdapter.findUserByEmail(person.email);
  const owner = ownerOf(account?.user.id ?? user.id, BY_HAND);
  await liveAYear(wired.ctx, owner, person);
  await asOwner(wired.ctx.db, owner, tx => closeSetup(tx, wired.ctx.clock.now()));
  await wired.database.signIn
    .updateTable('accounts')
    .set({ email_verified: true, is_demo: true })
    .where('id', '=', owner.accountId)
    .execute();
  return owner;
}

function nameOf(person: DemoPerson): string {
  return fullName({ title: person.title || null, firstName: person.firstName, lastName: person.lastName });
}
