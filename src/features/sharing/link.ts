import type { Id } from '#rules/ids.ts';

/** What an access link opens. */
export const LINK_SCOPES = [
  'booking',
  'sign_off',
  'schedule',
  'invoice',
  'form_a',
  'request',
  'compliance',
  'calendar',
] as const;
export type LinkScope = (typeof LINK_SCOPES)[number];

/** What can be done on a link beside reading. */
export type LinkAction =
  | 'acknowledge'
  | 'problem'
  | 'message'
  | 'sign_off'
  | 'claim_paid'
  | 'dispute'
  | 'certify'
  | 'confirm_address'
  | 'answer'
  | 'ask';

/** An access link as its owner sees it. */
export interface AccessLink {
  readonly id: Id<'link'>;
  readonly scope: LinkScope;
  readonly subjectId: string;
  readonly actions: readonly LinkAction[];
  readonly recipientName: string | null;
  readonly recipientAddress: string | null;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  readonly revokedAt: Temporal.Instant | null;
}

/** What is noted of a link: each step, each opening, each file, and what happens at a pack's guard. */
export type UseAction =
  | LinkAction
  | 'opened'
  | 'downloaded'
  | 'met_guard'
  | 'code_mailed'
  | 'wrong_code'
  | 'passed_guard';

export interface LinkUse {
  readonly id: Id<'link'>;
  readonly linkId: Id<'link'>;
  readonly usedAt: Temporal.Instant;
  readonly action: string;
  /** The file that was downloaded; null where the action says all. */
  readonly about: string | null;
  readonly device: string;
  /** Tells callers apart. */
  readonly callerHash: string;
}

/** A use among the latest of its link, which has so many in all. */
export interface LatestUse extends LinkUse {
  readonly total: number;
}

/** Who stands at the door, as far as it is known. */
export interface Caller {
  readonly callerHash: string;
  readonly device: string;
}

export const LINK_DAYS = 30;

/** How often something may be done on one link: more than anybody means to, too little to flood. */
export const LINK_TRIES = { name: 'link.act', most: 40, perMinutes: 60 };

/** A reply by mail: no browser stood at a door. */
export const BY_MAIL: Caller = { callerHash: 'mail', device: 'Mail' };

/** Where each kind of link leads, the token following. */
export const LINK_PATHS: Readonly<Record<LinkScope, string>> = {
  booking: '/b',
  sign_off: '/s',
  schedule: '/d',
  invoice: '/i',
  form_a: '/f',
  request: '/r',
  compliance: '/c',
  calendar: '/calendar-feed',
};

/** What each kind of link allows beside reading. */
export const LINK_ACTIONS: Readonly<Record<LinkScope, readonly LinkAction[]>> = {
  booking: ['acknowledge', 'problem', 'message'],
  sign_off: ['sign_off'],
  schedule: ['acknowledge'],
  invoice: ['claim_paid', 'dispute', 'message'],
  form_a: ['certify'],
  request: ['confirm_address', 'answer', 'message'],
  compliance: ['ask'],
  calendar: [],
};

export const SCOPE_WORDS: Readonly<Record<LinkScope, string>> = {
  booking: 'Booking',
  sign_off: 'End-of-session sign-off',
  schedule: 'Booking schedule',
  invoice: 'Invoice',
  form_a: 'Form A',
  request: 'Booking request',
  compliance: 'Documents',
  calendar: 'Calendar feed',
};

/** Whether a link works at a moment. */
export function linkState(link: AccessLink, now: Temporal.Instant): 'works' | 'expired' | 'revoked' {
  if (link.revokedAt !== null) return 'revoked';
  return link.expiresAt !== null && Temporal.Instant.compare(link.expiresAt, now) <= 0 ? 'expired' : 'works';
}
