import EmailReplyParser from 'email-reply-parser';

/** What somebody wrote anew in a reply: without the mail it answers and without the signature. */
export function trimReply(text: string): string {
  return new EmailReplyParser().read(text.replaceAll('\r\n', '\n')).getVisibleText().trim();
}
