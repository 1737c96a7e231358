import {
  type BankLine,
  type LineError,
  oneLine,
  parseBankDay,
  parseSignedPounds,
  type ReadBankLines,
} from './bank-line.ts';

/** True for OFX, whichever of its two forms: the content says it, not the name. */
export function isOfx(text: string): boolean {
  return /<OFX>/i.test(text.slice(0, 4000));
}

/**
 * Reads the transactions of an OFX statement: version 1 (SGML, tags left open) and version 2 (XML).
 * Source: OFX 2.3, section 11.4.4.1 (STMTTRN). Entities are those of XML; nothing else of the file is looked at.
 */
export function readOfx(text: string): ReadBankLines {
  const errors: LineError[] = [];
  const lines: BankLine[] = [];
  let [seen, line] = [0, 1];
  for (const match of text.matchAll(/<STMTTRN>([\s\S]*?)(?=<\/STMTTRN>|<STMTTRN>|<\/BANKTRANLIST>|$)/gi)) {
    line += breaks(text, seen, match.index);
    seen = match.index;
    const read = readTransaction(match[1] ?? '');
    if (typeof read === 'string') errors.push({ line, message: read });
    else if (read.amountPence !== 0) lines.push(read);
  }
  return { format: 'ofx', lines, errors };
}

function readTransaction(block: string): BankLine | string {
  const field = (tag: string) => plain(new RegExp(`<${tag}>([^<\\r\\n]*)`, 'i').exec(block)?.[1] ?? '');
  const day = parseBankDay(field('DTPOSTED'));
  if (!day.ok) return `“${field('DTPOSTED')}” is not a date (DTPOSTED).`;
  const amount = parseSignedPounds(field('TRNAMT'));
  if (amount === undefined) return `“${field('TRNAMT')}” is not an amount in pounds (TRNAMT).`;
  return { day: day.day, amountPence: amount, description: oneLine([field('NAME'), field('MEMO')]) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plain(text: string): string {
  return text
    .replaceAll(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/&#(\d{1,6});/g, (whole, code: string) => {
      const point = Number(code);
      return point >= 32 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    })
    .trim();
}

/** Line breaks between two places, so that an error can name its line. */
function breaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
