import type { Profile } from '#features/profile/index.ts';
import type { Nation } from '#rules/nation.ts';

/** What a nation's forms say of the locum's office. */
export interface HostFields {
  readonly hostCode: string;
  readonly healthBoardReference?: string;
}

/**
 * The host code under Profile is that of the office of the locum's own nation: PCSE's in England, the Local Health Board's in Wales. It
 * stands on forms of that nation only; Scotland and Northern Ireland have none, and only Health Boards give a reference.
 */
export function hostFields(
  profile: Pick<Profile, 'nation' | 'hostCode' | 'hostReference'>,
  nation: Nation,
): HostFields {
  const hasHost = nation === profile.nation && (nation === 'england' || nation === 'wales');
  if (!hasHost) return { hostCode: '' };
  const reference = nation === 'wales' ? profile.hostReference : null;
  return { hostCode: profile.hostCode ?? '', ...(reference ? { healthBoardReference: reference } : {}) };
}
