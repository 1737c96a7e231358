/** The face of sharing: access links, by which organisations act without an account. */
export { type Entered, enterLink, noteOpening, useLink } from './enter-link.ts';
export {
  type AccessLink,
  type Caller,
  LINK_TRIES,
  type LinkScope,
  linkState,
} from './link.ts';
export { linkUrl, makeLink, replaceLink, replyAddress, revokeLink } from './make-link.ts';
export { shownLinks } from './shown-links.ts';
export { listLinks, listUses, readLink, recordUse } from './store.ts';
