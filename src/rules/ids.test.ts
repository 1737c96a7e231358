import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Id, isUuid, readId, showId } from './ids.ts';

test('what is shown reads back as the same id', () => {
  fc.assert(
    fc.property(fc.uuid(), uuid => {
      const shown = showId('booking', uuid as Id<'booking'>);
      expect(shown).toMatch(/^bkg_[0-9a-z]{26}$/);
      expect(readId('booking', shown)).toBe(uuid);
    }),
  );
});

test('shown ids sort as the ids do', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (a, b) => {
      expect(showId('invoice', a as Id<'invoice'>) < showId('invoice', b as Id<'invoice'>)).toBe(a < b);
    }),
  );
});

test('the id of another kind, a longer one and one with a foreign letter are not read', () => {
  const booking = showId('booking', '01a20845-995c-7391-9a72-af453e9c5a96' as Id<'booking'>);
  expect(readId('invoice', booking)).toBeUndefined();
  expect(readId('booking', `${booking}0`)).toBeUndefined();
  expect(readId('booking', `${booking.slice(0, -1)}u`)).toBeUndefined();
  expect(readId('booking', 'bkg_zzzzzzzzzzzzzzzzzzzzzzzzzz')).toBeUndefined();
});

test('a UUID is told from other text', () => {
  expect(isUuid('01a20845-995c-7391-9a72-af453e9c5a96')).toBe(true);
  expect(isUuid("01a20845' or 1=1")).toBe(false);
});
