import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { RateLimiter } from '#platform/rate-limit.ts';

/** What a challenge was given for: keeping a passkey, signing in, or confirming who one is. */
export type ChallengePurpose = 'keep' | 'sign_in' | 'confirm';

const MINUTES = 5;
/** A challenge is answered once. */
const ONCE = { name: 'passkey.challenge', most: 1, perMinutes: MINUTES + 1 };

type Ctx = Needs<'clock' | 'links'>;

/** A ticket that carries a challenge to the browser and back: with what it is for, when it ends and our mark, so that nothing is kept. */
export function challengeTicket(ctx: Ctx, purpose: ChallengePurpose, challenge: string): string {
  const ends = ctx.clock.now().add({ minutes: MINUTES }).epochMilliseconds;
  return `${challenge}.${ends}.${ctx.links.mark(`challenge ${purpose} ${challenge} ${ends}`)}`;
}

/** The challenge of a ticket, this once. Refuses `passkey.stale` where the ticket is not ours, too old or was used. */
export async function takeChallenge(
  ctx: Ctx,
  limits: RateLimiter,
  purpose: ChallengePurpose,
  ticket: string,
): Promise<string> {
  const [challenge = '', ends = '', mark = ''] = ticket.split('.');
  const isOurs = mark === ctx.links.mark(`challenge ${purpose} ${challenge} ${ends}`);
  if (!isOurs || ctx.clock.now().epochMilliseconds >= Number(ends)) throw stale();
  await limits.count(ONCE, challenge).catch(fault => {
    throw fault instanceof Refusal ? stale() : fault;
  });
  return challenge;
}

function stale(): Refusal {
  return new Refusal({
    code: 'passkey.stale',
    message: `That took longer than ${MINUTES} minutes, or was sent twice. Please try again.`,
    status: 422,
  });
}
