import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { asOwner, type OwnedTransaction, type Owner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import { type Id, isUuid } from '#rules/ids.ts';
import { deletePasskey, insertPasskey, listPasskeys, type Passkey, touchPasskey } from './passkey-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Where passkeys hold: the site's name, and the address that its pages come from. */
export interface PasskeySite {
  readonly host: string;
  readonly origin: string;
}

/** What a browser is asked for to make a passkey: one that names its owner by itself and asks for a finger, a face or a PIN. */
export async function askForNewPasskey(
  ctx: Needs<'db'>,
  site: PasskeySite,
  person: { readonly owner: Owner; readonly email: string; readonly fullName: string },
) {
  const kept = await asOwner(ctx.db, person.owner, listPasskeys);
  return generateRegistrationOptions({
    rpName: 'Sessional',
    rpID: site.host,
    userID: new Uint8Array(Buffer.from(person.owner.accountId)),
    userName: person.email,
    userDisplayName: person.fullName,
    attestationType: 'none',
    excludeCredentials: kept.map(it => ({ id: it.credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What a browser is asked for to use a passkey. Names none, so that nobody learns who has one. */
export async function askForPasskey(site: PasskeySite) {
  return generateAuthenticationOptions({ rpID: site.host, userVerification: 'required' });
}

/** Keeps the passkey that a browser made. Refuses `passkey.refused`. */
export async function keepPasskey(
  ctx: Ctx,
  site: PasskeySite,
  owner: Owner,
  made: { readonly answer: string; readonly challenge: string; readonly label: string },
): Promise<void> {
  const { registrationInfo } = await orRefused(async () =>
    verifyRegistrationResponse({
      response: JSON.parse(made.answer) as RegistrationResponseJSON,
      expectedChallenge: made.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
    }),
  );
  if (!registrationInfo) throw refused();
  const { credential } = registrationInfo;
  const id = newId('passkey');
  await asOwner(ctx.db, owner, async tx => {
    await insertPasskey(tx, {
      id,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
      label: made.label,
      madeAt: ctx.clock.now(),
    });
    await recordFact(ctx, tx, { kind: 'passkey.added', subjectId: id });
  });
}

/**
 * Whose passkey answered. The answer names the account; the signature proves it under the public key kept there.
 * Refuses `passkey.refused`, the same for an account that is not, a passkey that is not kept and a signature that is wrong.
 */
export async function ownerByPasskey(
  ctx: Ctx,
  site: PasskeySite,
  given: { readonly answer: string; readonly challenge: string },
): Promise<Owner> {
  const response = await orRefused(async () => JSON.parse(given.answer) as AuthenticationResponseJSON);
  const named = Buffer.from(String(response?.response?.userHandle ?? ''), 'base64url').toString();
  if (!isUuid(named)) throw refused();
  const owner = ownerOf(named);
  await asOwner(ctx.db, owner, async tx => {
    const passkey = (await listPasskeys(tx)).find(it => it.credentialId === response.id);
    if (!passkey) throw refused();
    await takeAnswer(ctx, tx, site, passkey, response, given.challenge);
  });
  return owner;
}

/** Removes a passkey. Refuses `not_found`. */
export async function removePasskey(ctx: Ctx, owner: Owner, id: Id<'passkey'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deletePasskey(tx, id))) throw notFound('passkey');
    await recordFact(ctx, tx, { kind: 'passkey.removed', subjectId: id });
  });
}

async function takeAnswer(
  ctx: Ctx,
  tx: OwnedTransaction,
  site: PasskeySite,
  passkey: Passkey,
  response: AuthenticationResponseJSON,
  challenge: string,
): Promise<void> {
  const { verified, authenticationInfo } = await orRefused(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    }),
  );
  if (!verified) throw refused();
  await touchPasskey(tx, passkey.id, { counter: authenticationInfo.newCounter, at: ctx.clock.now() });
}

/** The library throws plain errors at whatever is wrong with an answer. */
async function orRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw refused();
  }
}

function refused(): Refusal {
  return new Refusal({
    code: 'passkey.refused',
    message: 'That passkey was not accepted. Try again, or use your password.',
    status: 422,
  });
}
