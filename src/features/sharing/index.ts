/** The face of sharing: access links, by which organisations act without an account. */
export { type Entered, enterLink, noteAtGuard, noteDownload, noteOpening, useLink } from './enter-link.ts';
export {
  type AccessLink,
  BY_MAIL,
  type Caller,
  LINK_PATHS,
  LINK_TRIES,
  type LinkScope,
  linkState,
} from './link.ts';
export { linkUrl, makeLink, replaceLink, replyAddress, revokeLink, revokeLinksOf } from './make-link.ts';
export { shownLinks } from './shown-links.ts';
export { deleteEndedLinks, listLinks, listUses, readLink, recordUse } from './store.ts';
