import { readAccount } from '#features/accounts/index.ts';
import { readProfile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { Member } from './solo-content.ts';

/** Who the locum is to the scheme, as far as the profile says. */
export async function readMember(ctx: Needs<'cipher'>, tx: OwnedTransaction): Promise<Member> {
  const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
  return {
    name: account.name,
    ...(profile.pensionNumber ? { membershipNumber: profile.pensionNumber } : {}),
    ...(profile.niNumber ? { nationalInsuranceNumber: profile.niNumber } : {}),
    ...(profile.registrationNumber ? { gmcNumber: profile.registrationNumber } : {}),
  };
}
