import { type ParsedPounds, parsePounds, pence } from '#rules/money.ts';

/** Reads pounds of a statement, where a correction takes back what stood before: with a minus or in brackets. */
export function signedPounds(text: string): ParsedPounds {
  const [, brackets, minus] = /^\((.*)\)$|^£?\s*[-−](.*)$/.exec(text.trim()) ?? [];
  const taken = brackets ?? minus;
  const read = parsePounds(taken ?? text);
  return taken === undefined || !read.ok ? read : { ok: true, pence: pence(-read.pence) };
}
