import type { OwnedTransaction } from '#platform/access.ts';
import type { Id } from '#rules/ids.ts';

/** A Form A as the signing verb and its page need it. */
export interface FormAToSign {
  readonly invoiceId: Id<'invoice'>;
  readonly contentSealed: string | null;
  readonly isWithdrawn: boolean;
  readonly isGivenUp: boolean;
  readonly isSigned: boolean;
  readonly signedBy: string | null;
  readonly signedAt: Temporal.Instant | null;
  readonly fileId: Id<'file'>;
  readonly signedFileId: Id<'file'> | null;
  /** Of the paper as it was sent, hex. */
  readonly documentSha256: string;
}

export async function readFormAToSign(tx: OwnedTransaction, id: Id<'formA'>): Promise<FormAToSign | undefined> {
  const row = await tx.db
    .selectFrom('form_as as a')
    .innerJoin('files as f', join => join.onRef('f.account_id', '=', 'a.account_id').onRef('f.id', '=', 'a.file_id'))
    .leftJoin('form_a_signatures as s', join =>
      join.onRef('s.account_id', '=', 'a.account_id').onRef('s.form_a_id', '=', 'a.id'),
    )
    .select(['a.invoice_id', 'a.content_sealed', 'a.withdrawn_at', 'a.given_up_on', 'a.file_id', 'f.sha256'])
    .select(['s.name', 's.signed_at', 's.file_id as signed_file_id'])
    .where('a.account_id', '=', tx.accountId)
    .where('a.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      invoiceId: row.invoice_id,
      contentSealed: row.content_sealed,
      isWithdrawn: row.withdrawn_at !== null,
      isGivenUp: row.given_up_on !== null,
      isSigned: row.signed_at !== null,
      signedBy: row.name,
      signedAt: row.signed_at,
      fileId: row.file_id,
      signedFileId: row.signed_file_id,
      documentSha256: row.sha256,
    }
  );
}

/** The same, locked against a second signature at the same moment. */
export async function lockFormAToSign(tx: OwnedTransaction, id: Id<'formA'>): Promise<FormAToSign | undefined> {
  await tx.db
    .selectFrom('form_as')
    .select('id')
    .where('account_id', '=', tx.accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return readFormAToSign(tx, id);
}

export interface FormASignature {
  readonly name: string;
  readonly role: string;
  readonly practiceCode: string;
  readonly coveredGps: string;
  readonly paidOn: Temporal.PlainDate | null;
  readonly method: 'typed' | 'drawn';
  readonly documentSha256: string;
  readonly signedAt: Temporal.Instant;
  readonly device: string;
  readonly callerHash: string;
  readonly fileId: Id<'file'>;
}

export async function insertSignature(tx: OwnedTransaction, id: Id<'formA'>, it: FormASignature): Promise<void> {
  await tx.db
    .insertInto('form_a_signatures')
    .values({
      account_id: tx.accountId,
      form_a_id: id,
      name: it.name,
      role: it.role,
      practice_code: it.practiceCode,
      covered_gps: it.coveredGps,
      paid_on: it.paidOn,
      method: it.method,
      document_sha256: it.documentSha256,
      signed_at: it.signedAt,
      device: it.device,
      caller_hash: it.callerHash,
      file_id: it.fileId,
    })
    .execute();
}
