import { expect, test } from 'vitest';
import { isGuessable } from './guessable-password.ts';

test.each([
  'password123',
  'Password2026!',
  'P@ssw0rd!!',
  '1234567890',
  'qwertyuiop',
  'aaaaaaaaaa',
  '!!liverpool99',
  'abababababab',
])('%s is refused: it is among the first that are tried', password => {
  expect(isGuessable(password)).toBe(true);
});

test.each(['three quiet words', 'another quiet word', 'kestrel-lorry-38', 'Riverside opens at 8', 'wq8#Zt5!pLm2'])(
  '%s may be chosen',
  password => {
    expect(isGuessable(password)).toBe(false);
  },
);
