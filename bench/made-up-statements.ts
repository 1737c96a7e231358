import type { LineToMatch, OpenInvoice, PayerRule } from '#rules/bank/match-terms.ts';
import { patternOf } from '#rules/bank/words.ts';
import type { Id } from '#rules/ids.ts';
import { pence, plainPounds } from '#rules/money.ts';

/** A month of a locum: the bank's file, what is open at its end, and what each line truly pays. */
export interface MadeMonth {
  readonly text: string;
  readonly format: string;
  readonly invoices: readonly OpenInvoice[];
  readonly rules: readonly PayerRule[];
  /** By the line's text and day: ids of the invoices it pays; empty for money that pays none. */
  readonly truth: ReadonlyMap<string, readonly string[]>;
}

export const truthKey = (line: Pick<LineToMatch, 'day' | 'amountPence' | 'description'>) =>
  `${line.day} ${line.amountPence} ${line.description}`;

/** Numbers between nought and one, the same at every run. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * Months of a locum's year with some nine practices. Of their payments 60 in 100 give the invoice's number in one of nine spellings, 40 only the
 * name, full or cut to 18 characters; one in eight pays two or three invoices, one in fifteen is a part, one payer in nine is a bureau with
 * another name that the locum has said "always" of. A third of the
 * invoices are a practice's bare fee and equal to one another, the rest fee and mileage of few sums. Among them come wages,
 * refunds and gifts, some of just such a sum, some naming a practice's namesake or a number that is like an invoice's.
 */
export function madeYear(locum: number, months: number, linesOfMonth: number): MadeMonth[] {
  const chance = sequence(7919 * (locum + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(chance() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const practices = Array.from({ length: 9 }, (_, at) => ({
    id: `org ${locum} ${at}` as Id<'organisation'>,
    name: `${FIRSTS[(locum * 5 + at * 3) % FIRSTS.length]} ${pick(LASTS)}`,
    bureau: at === 8 ? `CAPITA PAYROLL ${pick(['NORTH', 'SOUTH'])}` : undefined,
    fee: 42_000 + Math.floor(chance() * 60) * 500,
  }));
  const rules = practices.flatMap(it =>
    it.bureau === undefined ? [] : [{ pattern: patternOf(it.bureau), organisationId: it.id }],
  );
  let [number, open] = [0, [] as OpenInvoice[]];
  return Array.from({ length: months }, (_, month) => {
    const first = Temporal.PlainDate.from('2025-11-01').add({ months: month });
    const day = () => first.add({ days: 10 + Math.floor(chance() * 16) });
    const rows: Row[] = [];
    while (rows.length < linesOfMonth) {
      if (chance() < 0.3) {
        rows.push({
          day: day(),
          amount: pick([...practices.map(it => it.fee), 1_000, 25_000, 183_412, 5_000]),
          text: pick(NOISE),
          pays: [],
        });
        continue;
      }
      const practice = pick(practices);
      const fresh = () => {
        number += 1;
        const invoice: OpenInvoice = {
          id: `inv ${locum} ${number}` as Id<'invoice'>,
          number: `INV-${String(number).padStart(4, '0')}`,
          organisationId: practice.id,
          organisationName: practice.name,
          issueDate: first.add({ days: Math.floor(chance() * 9) }),
          dueDate: first.add({ days: 38 }),
          outstandingPence: pence(practice.fee + (chance() < 0.35 ? 0 : Math.floor(chance() * 60) * 45)),
        };
        open.push(invoice);
        return invoice;
      };
      const pays = Array.from({ length: chance() < 0.125 ? 2 + Math.floor(chance() * 2) : 1 }, fresh);
      const isPart = pays.length === 1 && chance() < 0.067;
      const whole = pays.reduce((sum, it) => sum + it.outstandingPence, 0);
      const amount = isPart ? Math.floor(whole / 2) : whole;
      const named = isPart || chance() < 0.6 ? pays.map(it => spelt(it.number, chance)).join(' ') : '';
      const name = practice.bureau ?? (chance() < 0.4 ? practice.name.slice(0, 18) : practice.name);
      rows.push({
        day: day(),
        amount,
        text: `${pick(BEFORE)}${name.toUpperCase()} ${named}`.replaceAll(/\s+/g, ' ').trim(),
        pays: pays.map(it => it.id),
      });
    }
    const format = FORMATS[(locum + month) % FORMATS.length] ?? FORMATS[0];
    const invoices = open;
    const paid = new Set(rows.flatMap(row => row.pays));
    open = open.filter(it => !paid.has(it.id));
    return {
      ...format,
      text: format.write(rows),
      invoices,
      rules,
      truth: new Map(
        rows.map(row => [truthKey({ day: row.day, amountPence: pence(row.amount), description: row.text }), row.pays]),
      ),
    };
  });
}

interface Row {
  readonly day: Temporal.PlainDate;
  readonly amount: number;
  readonly text: string;
  readonly pays: readonly string[];
}

const FIRSTS =
  'Riverside,Hill View,Oakwood,Millbrook,St Aidan’s,Kingsway,Ashgrove,Parklands,Meadow Lane,Station Road,Beechwood,Harbour,Priory,Whitefield,Castle,Elm Tree,Linden,Westgate,Northfield,Abbey'.split(
    ',',
  );
const LASTS = [
  'Surgery',
  'Medical Centre',
  'Health Centre',
  'Medical Practice',
  'Family Practice',
  'Surgery & Partners',
];
const BEFORE = ['', '', 'BGC ', 'FPI ', 'FASTER PAYMENT FROM '];
const NOISE = [
  'HMRC REFUND 7788',
  'SALARY UNIVERSITY HOSPITAL',
  'J SMITH GIFT',
  'RIVER CAFE REFUND',
  'PREMIUM BONDS',
  'EBAY INV-99812',
  'OAK FURNITURE REFUND 0007',
  'TRANSFER FROM SAVINGS',
  'INTEREST PAID',
  'ABBEY ROAD RECORDS REF 12',
];

function spelt(number: string, chance: () => number): string {
  const [bare, short] = [number.replace('-', ''), String(Number(number.slice(4)))];
  const ways = [
    number,
    bare,
    number.toLowerCase(),
    number.replace('-', ' '),
    `INVOICE ${short}`,
    `INV NO ${short}`,
    `REF ${number}`,
    number.slice(4),
    `INV${short}`,
  ];
  return ways[Math.floor(chance() * ways.length)] ?? number;
}

const two = (part: number) => String(part).padStart(2, '0');
const british = (day: Temporal.PlainDate) => `${two(day.day)}/${two(day.month)}/${day.year}`;
const inWords = (day: Temporal.PlainDate) =>
  `${two(day.day)} ${'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[day.month - 1]} ${day.year}`;
const commas = (amount: number) => `"£${plainPounds(pence(amount)).replaceAll(/\B(?=(\d{3})+\.)/g, ',')}"`;
const plain = (amount: number) => plainPounds(pence(amount));

function format(name: string, head: string, line: (row: Row) => string) {
  return { format: name, write: (rows: readonly Row[]) => [...(head ? [head] : []), ...rows.map(line)].join('\r\n') };
}

/** The eight banks, each in its own dress. */
const FORMATS = [
  format(
    'barclays',
    'Number,Date,Account,Amount,Subcategory,Memo',
    it => ` ,${british(it.day)},20-00-00 12345678,${plain(it.amount)},DIRECTDEP,${it.text}`,
  ),
  format(
    'lloyds',
    'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance',
    it => `${british(it.day)},FPI,'30-00-00,12345678,${it.text},,${plain(it.amount)},0.00`,
  ),
  format('hsbc', '', it => `${british(it.day)},${it.text},"${plain(it.amount)}"`),
  format(
    'natwest',
    'Date, Type, Description, Value, Balance, Account Name, Account Number',
    it => `${inWords(it.day)},BAC,"'${it.text}",${plain(it.amount)},0.00,"'A","'600000-12345678"`,
  ),
  format(
    'santander',
    'Date;Description;Money in;Money out;Balance',
    it => `${british(it.day)};${it.text};${plain(it.amount)};;0.00`,
  ),
  format(
    'nationwide',
    '"Account Name:","FlexAccount"\r\n"Account Balance:","£1.00"\r\n"Available Balance:","£1.00"\r\n\r\n"Date","Transaction type","Description","Paid out","Paid in","Balance"',
    it => `"${inWords(it.day)}","Bank credit","${it.text}","",${commas(it.amount)},"£1.00"`,
  ),
  format(
    'monzo',
    'Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In',
    it =>
      `tx,${british(it.day)},09:12:00,Faster payment,${it.text},,Income,${plain(it.amount)},GBP,${plain(it.amount)},GBP,,,,,,,${plain(it.amount)}`,
  ),
  format(
    'starling',
    'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes',
    it => `${british(it.day)},${it.text},,FASTER PAYMENT,${plain(it.amount)},0.00,INCOME,`,
  ),
] as const;
