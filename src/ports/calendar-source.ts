/** Port: the calendar that somebody publishes at an address of their own choosing. */
export interface CalendarSource {
  /**
   * The text at the address (`https:` or `webcal:`). Never answers from a private network, whatever the address or a redirect says.
   * Every failure is an answer: the address is a stranger's, and what is wrong there is theirs to put right.
   */
  read(address: string): Promise<CalendarAnswer>;
}

export type CalendarAnswer =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: CalendarFailure };

/**
 * - `not_allowed`: not an address that we read from: another kind of address, or inside a private network.
 * - `not_found`: the far end says that there is nothing, or no longer.
 * - `denied`: the far end wants a password or lets nobody in.
 * - `too_large`: more than 5 MB.
 * - `unreachable`: no answer within ten seconds, no such name, a broken answer, or redirects without end.
 */
export type CalendarFailure = 'not_allowed' | 'not_found' | 'denied' | 'too_large' | 'unreachable';

/** The most that is read from one address, in bytes. */
export const LARGEST_ANSWER = 5 * 1024 * 1024;
