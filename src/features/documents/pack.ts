import type { Id } from '#rules/ids.ts';
import type { KeptDocument } from './document.ts';

/** Chosen documents for one recipient, behind one link. */
export interface Pack {
  readonly id: Id<'pack'>;
  readonly label: string;
  readonly recipientName: string;
  readonly recipientEmail: string | null;
  readonly guard: 'none' | 'passcode' | 'email';
  readonly passcodeHash: string | null;
  readonly watermark: boolean;
  readonly followsRenewals: boolean;
  readonly createdAt: Temporal.Instant;
}

/** A document as a pack shows it: in the version that was chosen, or the newest. */
export interface PackedDocument
  extends Pick<KeptDocument, 'id' | 'category' | 'title' | 'issuedOn' | 'expiresOn' | 'fileId'> {
  readonly version: number;
}

export interface PackAsk {
  readonly name: string;
  readonly wanted: string;
  readonly askedAt: Temporal.Instant;
}
