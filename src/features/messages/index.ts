/** The face of messages: threads with organisations, and mails to the locum. */
export { linkMessageInput, type MessageInput, messageInput } from './input.ts';
export type { Message, Subject } from './message.ts';
export { type InboundMail, receiveMail } from './receive-mail.ts';
export { countUnread, listMessages } from './store.ts';
export { showSubject, writeToLocum, writeToOrganisation } from './write-message.ts';
