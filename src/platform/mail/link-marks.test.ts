import { expect, test } from 'vitest';
import type { Id } from '#rules/ids.ts';
import { linkSigner } from '../link-signer.ts';
import { withoutSecrets, withSecrets } from './link-marks.ts';

const links = linkSigner('a secret of tests, longer than thirty-two characters');
const accountId = '01a20956-0000-7000-8000-000000000001' as Id<'account'>;
const linkId = '01a20956-0000-7000-8000-000000000002' as Id<'link'>;
const token = links.token({ accountId, linkId });
const address = `https://example.org/b/${token}`;

/** What is sent in the end of what was written. */
const sent = (text: string) => withSecrets(withoutSecrets(text, accountId), accountId, links);

test('a link is kept without its signature and sent as it was', () => {
  const kept = withoutSecrets(`Open ${address} please`, accountId);
  expect(kept).not.toContain(token.slice(43));
  expect(sent(`Open ${address} please`)).toBe(`Open ${address} please`);
});

test('a link of another account is nobody’s to fill in, and stays as it was written', () => {
  const other = '01a20956-0000-7000-8000-00000000000f' as Id<'account'>;
  expect(withoutSecrets(address, other)).toBe(address);
});

test('whoever knows the ids of a row, and writes them with a made-up signature, gets no working link by mail', () => {
  const ids = Buffer.from(`${accountId}${linkId}`.replaceAll('-', ''), 'hex');
  const forged = Buffer.concat([ids, Buffer.alloc(16)]).toString('base64url');
  expect(forged).toHaveLength(64);
  expect(sent(`Riverside /${forged}`)).not.toContain(token);
});

test('whoever has the kept mail, and writes a mark out of it, gets nothing filled in', () => {
  const mark = withoutSecrets(address, accountId).split('/').at(-1) ?? '';
  expect(mark).toContain(linkId);
  expect(sent(`Riverside ${mark}`)).not.toContain(token);
  const code = '5f0c5a3e-6f0f-4c58-9f0d-0a4a2f3f1d10';
  expect(sent(`Riverside {code ${code}}`)).not.toContain(links.code(code));
  expect(sent(`{{code ${code}}{link ${linkId}}`)).not.toMatch(/\{(code|link)/);
});

test('a code is kept by its id alone, and sent as six digits', () => {
  const id = '5f0c5a3e-6f0f-4c58-9f0d-0a4a2f3f1d10';
  const digits = links.code(id);
  expect(digits).toMatch(/^\d{6}$/);
  const kept = withoutSecrets(`Your code: ${digits}`, accountId, { id, digits });
  expect(kept).toBe(`Your code: {code ${id}}`);
  expect(withSecrets(kept, accountId, links)).toBe(`Your code: ${digits}`);
  expect(linkSigner('another secret, as long as the first one, but not the same').code(id)).not.toBe(digits);
});
