/**
 * Ids are UUIDv7, so that they sort by when they were made. The brand keeps one thing's id from standing in for another's.
 * People see them with a prefix that says what they name (`bkg_…`); {@link showId} and {@link readId} go between.
 */
export type Id<Of extends Named> = string & { readonly __id: Of };

export type Named = keyof typeof PREFIXES;

const PREFIXES = {
  account: 'acc',
  session: 'ses',
  passkey: 'psk',
  organisation: 'org',
  booking: 'bkg',
  extra: 'ext',
  series: 'srs',
  invoice: 'inv',
  payment: 'pay',
  formA: 'fma',
  formB: 'fmb',
  expense: 'exp',
  recurringExpense: 'rex',
  expenseImport: 'exi',
  receiptMail: 'rcm',
  vehicle: 'veh',
  trip: 'trp',
  file: 'fil',
  mail: 'mai',
  fact: 'fct',
  apiKey: 'key',
  link: 'lnk',
  message: 'msg',
  request: 'req',
  schedule: 'sch',
  claim: 'clm',
  dispute: 'dsp',
  document: 'doc',
  pack: 'pak',
  availabilityRule: 'avr',
  availabilityException: 'ave',
  termBreak: 'tmb',
  calendar: 'cal',
  post: 'pst',
  addition: 'add',
  statement: 'stm',
  creditNote: 'crn',
  potMove: 'pot',
  taxUpdate: 'txu',
  taxPack: 'txp',
  bankImport: 'bki',
  bankLine: 'bkl',
  interestInvoice: 'lpi',
  formalLetter: 'flt',
  evidencePack: 'evp',
  remittance: 'rem',
  creditRefund: 'crf',
  writeOff: 'wof',
  accountStatement: 'soa',
  importBatch: 'imp',
  payslip: 'psl',
  payQuery: 'pqy',
  bankAccount: 'bka',
  accountExport: 'axp',
} as const;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a UUID in lower case, of any kind: what a database id looks like. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The id as people and the API see it: prefix, underscore, 26 characters of Crockford base 32. */
export function showId<Of extends Named>(of: Of, id: Id<Of>): string {
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return `${PREFIXES[of]}_${text}`;
}

/** The database id behind a shown one, or undefined where it is not an id of that kind. */
export function readId<Of extends Named>(of: Of, shown: string): Id<Of> | undefined {
  const prefix = `${PREFIXES[of]}_`;
  if (!shown.startsWith(prefix) || shown.length !== prefix.length + 26) return undefined;
  let value = 0n;
  for (const letter of shown.slice(prefix.length)) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  const hex = value.toString(16).padStart(32, '0');
  if (hex.length > 32) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Of>;
}
