import type { Id } from '#rules/ids.ts';

/** What a thread is about. */
export type Subject =
  | { readonly kind: 'booking'; readonly id: Id<'booking'> }
  | { readonly kind: 'request'; readonly id: Id<'request'> }
  | { readonly kind: 'invoice'; readonly id: Id<'invoice'> };

export interface Message {
  readonly id: Id<'message'>;
  readonly author: 'locum' | 'organisation';
  readonly authorName: string;
  readonly body: string;
  readonly via: 'app' | 'link' | 'mail';
  readonly sentAt: Temporal.Instant;
  readonly readAt: Temporal.Instant | null;
  readonly files: readonly { readonly id: Id<'file'>; readonly name: string }[];
}

/** Who the locum writes with about a subject. */
export interface Correspondent {
  /** The subject in words: `Surgery at Riverside on Tue 24 Nov 2026`. */
  readonly about: string;
  readonly organisationName: string;
  readonly name: string;
  /** Null where no address is known: then the thread waits for the link to be opened. */
  readonly address: string | null;
}

/** A thread as the inbox shows it. */
export interface Thread {
  readonly subject: Subject;
  readonly about: string;
  readonly organisationName: string;
  readonly lastBody: string;
  readonly lastAuthor: 'locum' | 'organisation';
  readonly lastAt: Temporal.Instant;
  readonly unread: number;
}
