import {
  type BankLine,
  type LineError,
  oneLine,
  parseBankDay,
  parseSignedPounds,
  type ReadBankLines,
} from './bank-line.ts';

/** True for QIF: its first line says which kind of list it is. */
export function isQif(text: string): boolean {
  return /^\s*!(?:Type|Account|Option)/i.test(text);
}

/**
 * Reads the transactions of a QIF file: one field a line, its first letter says which (D day, T amount, P payee, M memo), `^` ends one.
 * UK banks write the day first; so it is read, `24/11/2026` or `24/11'26`.
 */
export function readQif(text: string): ReadBankLines {
  const errors: LineError[] = [];
  const lines: BankLine[] = [];
  let fields = new Map<string, string>();
  let [began, inAccount] = [1, false];
  for (const [at, row] of `${text}\n^`.split(/\r\n|\r|\n/).entries()) {
    const [letter = '', rest] = [row.trim()[0], row.trim().slice(1).trim()];
    if (letter === '!') {
      inAccount = /^account/i.test(rest);
      fields = new Map();
    } else if (letter === '^') {
      const read = fields.size === 0 || inAccount ? undefined : readFields(fields);
      if (typeof read === 'string') errors.push({ line: began, message: read });
      else if (read && read.amountPence !== 0) lines.push(read);
      fields = new Map();
    } else if (letter !== '') {
      if (fields.size === 0) began = at + 1;
      if (!fields.has(letter)) fields.set(letter, rest);
    }
  }
  return { format: 'qif', lines, errors };
}

function readFields(fields: ReadonlyMap<string, string>): BankLine | string {
  const [date, amount] = [fields.get('D') ?? '', fields.get('T') ?? fields.get('U') ?? ''];
  const day = parseBankDay(date.replaceAll(/\s(?=\d)/g, date.includes('/') ? '0' : ' '));
  if (!day.ok) return `“${date}” is not a date (D).`;
  const amountPence = parseSignedPounds(amount);
  if (amountPence === undefined) return `“${amount}” is not an amount in pounds (T).`;
  return { day: day.day, amountPence, description: oneLine([fields.get('P') ?? '', fields.get('M') ?? '']) };
}
