import { expect, test } from 'vitest';
import { wrap } from './wrap.ts';

const letters = (text: string) => text.length;

test('a text is broken between words', () => {
  expect(wrap('paid on time every time', 12, letters)).toEqual(['paid on time ', 'every time']);
});

test('a word wider than the column is broken inside, and nothing of it is lost', () => {
  const lines = wrap('at Llanfairpwllgwyngyll today', 8, letters);
  expect(lines).toEqual(['at ', 'Llanfair', 'pwllgwyn', 'gyll ', 'today']);
});

test('line feeds stand, also empty lines between', () => {
  expect(wrap('one\n\ntwo', 10, letters)).toEqual(['one', '', 'two']);
});
