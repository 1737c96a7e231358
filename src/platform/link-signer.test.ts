import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Id } from '#rules/ids.ts';
import { linkSigner } from './link-signer.ts';

const signer = linkSigner('a secret of tests, longer than thirty-two characters');
const ids = fc.record({ accountId: fc.uuid(), linkId: fc.uuid() }).map(it => ({
  accountId: it.accountId as Id<'account'>,
  linkId: it.linkId as Id<'link'>,
}));

test('a token leads back to its account and link, from an address and from a mail', () => {
  fc.assert(
    fc.property(ids, link => {
      expect(signer.read(signer.token(link))).toEqual(link);
      expect(signer.readMail(signer.mailToken(link).toUpperCase())).toEqual(link);
    }),
  );
});

test('both fit where they have to: a short address, and the 64 characters before an @', () => {
  const link = {
    accountId: `0${'1'.repeat(7)}-1111-7111-8111-${'1'.repeat(12)}`,
    linkId: `${'f'.repeat(8)}-ffff-7fff-8fff-${'f'.repeat(12)}`,
  };
  expect(signer.token(link as never)).toMatch(/^[\w-]{64}$/);
  expect(`r.${signer.mailToken(link as never)}`.length).toBeLessThanOrEqual(64);
});

test('one letter changed, cut or added opens nothing', () => {
  fc.assert(
    fc.property(ids, fc.nat(63), fc.constantFrom('A', 'b', '0', '_'), (link, at, letter) => {
      const token = signer.token(link);
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      if (changed !== token) expect(signer.read(changed)).toBeUndefined();
      expect(signer.read(token.slice(1))).toBeUndefined();
      expect(signer.read(`${token}A`)).toBeUndefined();
    }),
  );
});

test('what is in the database is not enough: another secret makes other tokens, and a mail token is no link', () => {
  fc.assert(
    fc.property(ids, link => {
      const other = linkSigner('another secret, as long as the first one, but not the same');
      expect(signer.read(other.token(link))).toBeUndefined();
      expect(signer.readMail(other.mailToken(link))).toBeUndefined();
      expect(signer.read(signer.mailToken(link))).toBeUndefined();
    }),
  );
});
