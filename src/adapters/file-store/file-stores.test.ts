import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { expect, test } from 'vitest';
import { describeFileStore } from '#ports/file-store.contract.ts';
import { folderStore } from './folder.ts';
import { s3Store } from './s3.ts';

describeFileStore('a folder', async () => {
  const folder = await temporaryFolder();
  return { store: folderStore(folder), close: () => rm(folder, { recursive: true }) };
});

describeFileStore('S3', async () => {
  const folder = await temporaryFolder();
  const s3 = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'sessional' }],
  });
  const { port } = await s3.run();
  const store = s3Store({
    bucket: 'sessional',
    region: 'eu-west-2',
    endpoint: `http://127.0.0.1:${port}`,
    // the two that the test server knows
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  });
  const close = async () => {
    await s3.close();
    await rm(folder, { recursive: true });
  };
  return { store, close };
});

test('a folder holds nothing but whole files', async () => {
  const folder = await temporaryFolder();
  const store = folderStore(folder);
  await Promise.all([1, 2, 3].map(n => store.put(`invoices/${n}.pdf`, new Uint8Array(100_000), 'application/pdf')));
  expect((await readdir(join(folder, 'invoices'))).sort()).toEqual(['1.pdf', '2.pdf', '3.pdf']);
  await rm(folder, { recursive: true });
});

async function temporaryFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'sessional-files-'));
}
