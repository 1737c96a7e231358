/** The face of messages: threads with organisations, and mails to the locum. */
export { forgetLooseFiles } from './forget-files.ts';
export { linkMessageInput } from './input.ts';
export { LinkedThread, readMessageFile } from './linked-thread.tsx';
export type { Subject } from './message.ts';
export { receiveMail } from './receive-mail.ts';
export { countUnread, listMessages } from './store.ts';
export { writeToLocum, writeToOrganisation } from './write-message.ts';
