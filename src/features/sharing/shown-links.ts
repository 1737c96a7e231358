import { showId } from '#rules/ids.ts';
import { type AccessLink, type LinkUse, linkState, SCOPE_WORDS } from './link.ts';

const USE_WORDS: Readonly<Record<string, string>> = {
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
};

/** Links with their uses as pages list them. */
export function shownLinks(
  links: readonly AccessLink[],
  uses: readonly LinkUse[],
  now: Temporal.Instant,
  subjects: ReadonlyMap<string, string> = new Map(),
) {
  return links.map(link => ({
    id: showId('link', link.id),
    what: SCOPE_WORDS[link.scope],
    about: subjects.get(link.id) ?? '',
    recipient: [link.recipientName, link.recipientAddress].filter(Boolean).join(', '),
    state: linkState(link, now),
    createdAt: link.createdAt,
    expiresAt: link.expiresAt,
    uses: uses
      .filter(use => use.linkId === link.id)
      .map(use => ({ at: use.usedAt, what: USE_WORDS[use.action] ?? use.action, device: use.device })),
  }));
}
