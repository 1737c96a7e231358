import { dictionary } from '@zxcvbn-ts/language-common';

/**
 * True for passwords that guessers try first: one of the 49,000 most common of published breaches (the list of @zxcvbn-ts/language-common,
 * MIT), also with figures and signs around it or letters written as figures; or hardly more than one letter again and again. Nothing
 * leaves the machine.
 */
export function isGuessable(password: string): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return true;
  const letters = plain.replaceAll(/[013457@$!]/g, sign => LETTERS[sign] ?? sign);
  return [plain, bare(plain), letters, bare(letters)].some(form => COMMON.has(form));
}

const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** What figures and signs stand for inside a word. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Without what people put before and after a word to satisfy a rule. Whole words only: what is left is looked up as it stands. */
function bare(password: string): string {
  return password.replace(/^[^a-z]+/, '').replace(/[^a-z]+$/, '');
}
