import type { Needs } from '#platform/context.ts';
import type { WebContext } from '#platform/web.ts';
import { knownDevice } from './known-device.ts';

/** By network, by network and account, and by account. The last never counts a device that the owner used before, so nobody can lock the owner out. */
const FROM_CALLER = { name: 'sign_in.caller', most: 60, perMinutes: 15 };
const FROM_CALLER_ON_ACCOUNT = { name: 'sign_in.pair', most: 8, perMinutes: 15 };
const ON_ACCOUNT = { name: 'sign_in.account', most: 30, perMinutes: 60 };
const FROM_DEVICE = { name: 'sign_in.device', most: 10, perMinutes: 15 };
const CODES = { name: 'sign_in.code', most: 20, perMinutes: 60 };

type Ctx = Needs<'links' | 'site'>;

/**
 * Counts one try at a password. From a device that is known its own tries count alone; from all others together at most 30 an hour.
 * Whoever is kept out by those asks for a new password: the mailed link makes the device a known one. Refuses `too_many_tries`.
 */
export async function countPassword(ctx: Ctx, c: WebContext, email: string): Promise<void> {
  const [limits, caller] = [c.get('limits'), c.get('callerHash')];
  const device = knownDevice(ctx, c, email);
  if (device !== undefined) {
    await limits.count(FROM_DEVICE, device);
    return;
  }
  await limits.count(FROM_CALLER, caller);
  await limits.count(FROM_CALLER_ON_ACCOUNT, `${caller} ${email}`);
  await limits.count(ON_ACCOUNT, email);
}

/** Forgets the tries of this place and device, after the right password; those from elsewhere stay counted. */
export async function forgetPasswords(ctx: Ctx, c: WebContext, email: string): Promise<void> {
  const device = knownDevice(ctx, c, email);
  if (device !== undefined) await c.get('limits').forget(FROM_DEVICE, device);
  await c.get('limits').forget(FROM_CALLER_ON_ACCOUNT, `${c.get('callerHash')} ${email}`);
}

/** Counts one try at a code, by account and known device. Refuses `too_many_tries`. */
export async function countCode(ctx: Ctx, c: WebContext, email: string): Promise<void> {
  await c.get('limits').count(CODES, `${email} ${knownDevice(ctx, c, email) ?? ''}`);
}
