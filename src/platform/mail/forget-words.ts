import type { OwnedTransaction } from '../access.ts';

/** Takes away the words of mails that were sent or refused before that moment; that they were sent stays. Answers how many. */
export async function forgetWords(tx: OwnedTransaction, before: Temporal.Instant): Promise<number> {
  const result = await tx.db
    .updateTable('mails')
    .set({ text_body: '', html_body: '' })
    .where('account_id', '=', tx.accountId)
    .where('state', '!=', 'queued')
    .where('created_at', '<', before)
    .where('text_body', '!=', '')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
