import type { Id } from '#rules/ids.ts';

/** All that proves one invoice, in one archive. */
export interface EvidencePack {
  readonly id: Id<'evidencePack'>;
  readonly invoiceId: Id<'invoice'>;
  readonly state: 'waiting' | 'making' | 'ready' | 'failed';
  /** Files gathered so far, of how many; nought of nought until that is known. */
  readonly done: number;
  readonly parts: number;
  readonly fileId: Id<'file'> | null;
  readonly askedAt: Temporal.Instant;
  readonly readyAt: Temporal.Instant | null;
}

/** The job that makes one. */
export const MAKE_EVIDENCE = 'evidence.make';
