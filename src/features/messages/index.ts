/** The face of messages: threads with organisations, and mails to the locum. */
export { checkAttachments } from './check-attachments.ts';
export { forgetLooseFiles } from './forget-files.ts';
export { linkMessageInput } from './input.ts';
export { LinkedThread, readMessageFile } from './linked-thread.tsx';
export type { Subject } from './message.ts';
export { type InboundMail, type ReceivedMail, receiveMail } from './receive-mail.ts';
export { countUnread, listMessages } from './store.ts';
export { textOfHtml } from './text-of-html.ts';
export { writeToLocum, writeToOrganisation } from './write-message.ts';
