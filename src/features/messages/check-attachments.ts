import type { Needs } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { type CleanFile, checkUpload, type Upload } from '#platform/upload/check-upload.ts';

const MOST_ATTACHMENTS = 5;

/**
 * Checks what a mail brought, five at most. What is not taken is told in a line each, to stand in the text. `not_scanned`: the scanner does
 * not answer, and the mail shall come again.
 */
export async function checkAttachments(
  ctx: Needs<'scanner'>,
  attachments: readonly Upload[],
): Promise<{ readonly files: readonly CleanFile[]; readonly refused: readonly string[] } | 'not_scanned'> {
  const files: CleanFile[] = [];
  const refused: string[] = [];
  for (const attachment of attachments.slice(0, MOST_ATTACHMENTS)) {
    try {
      files.push(await checkUpload(ctx, attachment));
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      if (fault.reason.code === 'upload.not_scanned') return 'not_scanned';
      refused.push(`[Attachment not taken: ${attachment.name.slice(0, 80)}. ${fault.reason.message}]`);
    }
  }
  const more = attachments.length - MOST_ATTACHMENTS;
  if (more > 0) refused.push(`[${more} more attachments were not taken: five a mail is the most.]`);
  return { files, refused };
}
