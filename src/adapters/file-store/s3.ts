import type { S3Client } from '@aws-sdk/client-s3';
import type { FileStore } from '#ports/file-store.ts';

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  /** Another service than Amazon's own: R2, MinIO. */
  readonly endpoint: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Keeps files in a bucket. The client is loaded at first use, since it is large and most starts do not need it at once. */
export function s3Store(options: S3Options): FileStore {
  const sdk = import('@aws-sdk/client-s3');
  let client: S3Client | undefined;
  const open = async () => {
    const { S3Client } = await sdk;
    client ??= new S3Client({
      region: options.region,
      credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return client;
  };
  const place = (key: string) => {
    if (!/^[a-z0-9_-][a-z0-9/._-]*$/.test(key) || key.includes('..'))
      throw new RangeError('not a key of the file store');
    return { Bucket: options.bucket, Key: key };
  };
  return {
    async put(key, bytes, contentType) {
      const { PutObjectCommand } = await sdk;
      await (await open()).send(
        new PutObjectCommand({ ...place(key), Body: bytes, ContentType: contentType, ContentLength: bytes.length }),
      );
    },
    async get(key) {
      const { GetObjectCommand, NoSuchKey } = await sdk;
      try {
        const answer = await (await open()).send(new GetObjectCommand(place(key)));
        return await answer.Body?.transformToByteArray();
      } catch (fault) {
        if (fault instanceof NoSuchKey) return undefined;
        throw fault;
      }
    },
    async delete(key) {
      const { DeleteObjectCommand } = await sdk;
      await (await open()).send(new DeleteObjectCommand(place(key)));
    },
    async *list(folder) {
      const { paginateListObjectsV2 } = await sdk;
      const { Bucket, Key } = place(folder);
      for await (const page of paginateListObjectsV2({ client: await open() }, { Bucket, Prefix: `${Key}/` })) {
        for (const { Key: key, LastModified } of page.Contents ?? []) {
          if (key === undefined || LastModified === undefined) continue;
          yield { key, storedAt: Temporal.Instant.fromEpochMilliseconds(LastModified.getTime()) };
        }
      }
    },
  };
}
