/** Every cookie that this program sets. A test signs in, opens a guarded pack and looks that there is no other. */
export interface CookieToSet {
  readonly name: string;
  readonly what: string;
  readonly until: string;
}

export const COOKIES: readonly CookieToSet[] = [
  {
    name: 'sessional.session_token',
    what: 'Says that you are signed in.',
    until: '30 days after your last visit, or until you sign out',
  },
  {
    name: 'sessional_device',
    what: 'Knows the browser again that you signed in from, so that only a new one is told to you by mail.',
    until: '400 days after the first sign-in from it',
  },
  {
    name: 'pack',
    what: 'Says that you gave the passcode or code of documents that somebody shared with you.',
    until: 'an hour',
  },
];
