import type { DocumentCategory } from '#rules/compliance-checklist.ts';
import type { Id } from '#rules/ids.ts';

/** A paper that proves something, in the version that stands. */
export interface KeptDocument {
  readonly id: Id<'document'>;
  readonly category: DocumentCategory;
  readonly title: string;
  readonly issuedOn: Temporal.PlainDate | null;
  readonly expiresOn: Temporal.PlainDate | null;
  readonly fileId: Id<'file'>;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly version: number;
  readonly updatedAt: Temporal.Instant;
}

export interface DocumentVersion {
  readonly version: number;
  readonly issuedOn: Temporal.PlainDate | null;
  readonly expiresOn: Temporal.PlainDate | null;
  readonly fileId: Id<'file'>;
  readonly addedAt: Temporal.Instant;
}

/** Whether a document still counts on a day. */
export function standingOf(
  document: Pick<KeptDocument, 'expiresOn'>,
  today: Temporal.PlainDate,
): 'valid' | 'expiring' | 'expired' {
  if (document.expiresOn === null) return 'valid';
  const left = today.until(document.expiresOn, { largestUnit: 'day' }).days;
  if (left < 0) return 'expired';
  return left <= 60 ? 'expiring' : 'valid';
}
