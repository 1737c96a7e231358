import { showId } from '#rules/ids.ts';
import { type AccessLink, type LatestUse, type LinkUse, linkState, SCOPE_WORDS, type UseAction } from './link.ts';

const USE_WORDS: Readonly<Record<UseAction, string>> = {
  opened: 'opened',
  acknowledge: 'acknowledged',
  problem: 'said that something is wrong',
  message: 'wrote a message',
  sign_off: 'signed off',
  claim_paid: 'said that it is paid',
  dispute: 'disputed it',
  certify: 'signed',
  confirm_address: 'confirmed the address',
  answer: 'answered',
  ask: 'asked for more',
  downloaded: 'downloaded',
  met_guard: 'came to the page, which asked for the code',
  code_mailed: 'had a code mailed',
  wrong_code: 'entered a wrong code',
  passed_guard: 'entered the right code',
};

/** What was done with a link, in words: `downloaded INV-0001.pdf`. */
export function useWords(use: Pick<LinkUse, 'action' | 'about'>): string {
  const words = USE_WORDS[use.action as UseAction] ?? use.action;
  return use.about === null ? words : `${words} ${use.about}`;
}

/** Links with their uses as pages list them. */
export function shownLinks(
  links: readonly AccessLink[],
  uses: readonly LatestUse[],
  now: Temporal.Instant,
  subjects: ReadonlyMap<string, string> = new Map(),
) {
  const byLink = Map.groupBy(uses, use => use.linkId);
  return links.map(link => ({
    id: showId('link', link.id),
    what: SCOPE_WORDS[link.scope],
    about: subjects.get(link.id) ?? '',
    recipient: [link.recipientName, link.recipientAddress].filter(Boolean).join(', '),
    state: linkState(link, now),
    createdAt: link.createdAt,
    expiresAt: link.expiresAt,
    used: byLink.get(link.id)?.[0]?.total ?? 0,
    uses: (byLink.get(link.id) ?? []).map(use => ({ at: use.usedAt, what: useWords(use), device: use.device })),
  }));
}
