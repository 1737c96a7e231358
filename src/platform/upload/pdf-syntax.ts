/** White space of PDF: ISO 32000-1, table 1. */
const SPACE = '\\0\\t\\n\\f\\r ';
const SPACES = new RegExp(`[${SPACE}]+`, 'y');
const COMMENT = /%[^\r\n]*/y;
/** A number, a reference's parts, `true`, `null`. */
const WORD = new RegExp(`[^${SPACE}()<>[\\]{}/%]+`, 'y');
/** A name ends where a delimiter or white space begins: table 2. */
const NAME = new RegExp(`/[^${SPACE}()<>[\\]{}/%]*`, 'y');
const NAMES = new RegExp(`/([^${SPACE}()<>[\\]{}/%]+)`, 'g');
const HEX = /<[^<>]*>/y;
const STREAM = /stream[ \t]*(?:\r\n|\n|\r)/y;

/** Deeper nesting than any document has. */
const DEEPEST = 200;

/** A name as it stands, and what it says: `#4a` may stand for any letter. */
export interface Name {
  readonly says: string;
  readonly isDisguised: boolean;
}

/** Every name in a text, whatever it stands in: also in what a reader would take for a string. */
export function* namesIn(text: string): Generator<Name> {
  for (const [, raw = ''] of text.matchAll(NAMES)) yield { says: plain(raw), isDisguised: raw.includes('#') };
}

/** The entries of a dictionary that begins here, each value as it is written; undefined where none does or it is broken. */
export function readDictionary(
  text: string,
  from: number,
): { readonly entries: readonly (readonly [key: string, value: string])[]; readonly end: number } | undefined {
  let at = afterSpace(text, from);
  if (!text.startsWith('<<', at)) return undefined;
  at = afterSpace(text, at + 2);
  const entries: [string, string][] = [];
  while (!text.startsWith('>>', at)) {
    const key = match(NAME, text, at);
    if (key === undefined) return undefined;
    const start = afterSpace(text, at + key.length);
    const end = afterValue(text, start);
    if (end === undefined) return undefined;
    entries.push([plain(key.slice(1)), text.slice(start, end).trim()]);
    at = afterSpace(text, end);
  }
  return { entries, end: at + 2 };
}

/** Where the bytes of a stream begin, if the word for it stands here; undefined where it does not. */
export function afterStreamWord(text: string, from: number): number | undefined {
  const at = afterSpace(text, from);
  const word = match(STREAM, text, at);
  return word === undefined ? undefined : at + word.length;
}

/** The end of the value that begins here: a reference is three words. */
function afterValue(text: string, from: number): number | undefined {
  let at = from;
  let depth = 0;
  let hasWord = false;
  while (at < text.length) {
    const start = text.startsWith('>>', at);
    if (depth === 0 && (start || (hasWord && text[at] === '/'))) return at > from ? at : undefined;
    if (text.startsWith('<<', at) || text[at] === '[') depth += 1;
    if (start || text[at] === ']') depth -= 1;
    if (depth > DEEPEST || depth < 0) return undefined;
    const word = match(WORD, text, at);
    const end = word === undefined ? afterToken(text, at) : at + word.length;
    if (end === undefined) return undefined;
    if (word === undefined && depth === 0) return end;
    hasWord ||= depth === 0;
    at = afterSpace(text, end);
  }
  return undefined;
}

function afterToken(text: string, at: number): number | undefined {
  if (text.startsWith('<<', at) || text.startsWith('>>', at)) return at + 2;
  switch (text[at]) {
    case '/':
      return at + (match(NAME, text, at)?.length ?? 1);
    case '[':
    case ']':
      return at + 1;
    case '(':
      return afterString(text, at);
    case '<': {
      const hex = match(HEX, text, at);
      return hex === undefined ? undefined : at + hex.length;
    }
    default:
      return undefined;
  }
}

/** Brackets within a string are balanced, or have a backslash before them. */
function afterString(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return undefined;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const skipped = match(SPACES, text, at) ?? match(COMMENT, text, at);
    if (!skipped) return at;
    at += skipped.length;
  }
}

function match(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0];
}

function plain(name: string): string {
  return name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
