import { formatDayShort } from '#rules/dates.ts';
import { formatPounds, lessPence, type Pence, ZERO } from '#rules/money.ts';
import { DEFAULT_PAYMENT_DAYS, dueDay } from '#rules/payment-terms.ts';
import { type Cells, nameKey, readDay, readPounds } from './cells.ts';
import { newOrganisation } from './new-organisation.ts';
import { type ImportedInvoice, type PlanContext, type Planned, wrong } from './planned.ts';

const MOST_NUMBER = 40;

/** An invoice that was sent elsewhere, under the number it has there, with what was paid of it. */
export function planInvoice(cells: Cells, { choice, known, line }: PlanContext): Planned {
  const number = cells('number');
  if (number === '') return wrong('The number is missing.');
  if (number.length > MOST_NUMBER) return wrong(`The number is longer than ${MOST_NUMBER} characters.`);
  const status = cells('status').toLowerCase();
  if (/void|delet|cancel|draft/.test(status))
    return wrong(`Its status is “${cells('status')}”: only what was sent is imported.`);
  const total = readPounds(cells('total'));
  if (!total.ok) return wrong(total.reason);
  if (total.value === 0) return wrong('The total is nought.');
  const twin = repeated(number, total.value, { choice, known, line });
  if (twin) return twin;
  const isNew = !known.organisations.has(nameKey(cells('organisation')));
  const named = newOrganisation(cells('organisation'));
  if (cells('organisation') !== '' && isNew && !named.ok) return wrong(named.reason);
  const read = readRest(cells, total.value, status, choice.paidWithoutDay, known.today);
  if (typeof read === 'string') return wrong(read);
  known.inFile.set(number.toLowerCase(), { line, pence: total.value });
  if (isNew) known.organisations.set(nameKey(read.organisation), read.organisation);
  const paid = read.paid ? `${formatPounds(read.paid.pence)} paid ${formatDayShort(read.paid.on)}` : 'not paid';
  return {
    outcome: 'make',
    words: `${number}, ${read.organisation}${isNew ? ' (new)' : ''}, ${formatDayShort(read.issuedOn)}, ${formatPounds(total.value)}, ${paid}`,
    thing: { kind: 'invoice', invoice: { ...read, number } },
  };
}

/** A number that is here, stands in the file twice, or will be given by our own series. */
function repeated(number: string, total: Pence, { known }: PlanContext): Planned | undefined {
  const key = number.toLowerCase();
  if (known.invoices.has(key)) return { outcome: 'duplicate', reason: `${number} is among your invoices.` };
  const before = known.inFile.get(key);
  if (before)
    return before.pence === total
      ? { outcome: 'duplicate', reason: `${number} stands in line ${before.line} too.` }
      : wrong(`${number} stands in line ${before.line} with another total. Bring one line for each invoice.`);
  const { prefix, last } = known.series;
  const own = key.startsWith(prefix.toLowerCase()) ? /^\d{1,9}$/.exec(number.slice(prefix.length))?.[0] : undefined;
  if (own !== undefined && Number(own) > last)
    return wrong(
      `Your invoices here are numbered ${prefix}…, so ${number} would be given a second time. Choose another prefix under Profile, Invoices and bank, first.`,
    );
  return undefined;
}

function readRest(
  cells: Cells,
  total: Pence,
  status: string,
  paidWithoutDay: 'refuse' | 'due',
  today: Temporal.PlainDate,
): Omit<ImportedInvoice, 'number'> | string {
  const organisation = cells('organisation');
  if (organisation === '') return 'The organisation is missing.';
  const issued = readDay(cells('issuedOn'));
  if (!issued.ok) return issued.reason;
  if (Temporal.PlainDate.compare(issued.value, today) > 0) return 'The invoice date is still to come.';
  const due = cells('dueOn') === '' ? undefined : readDay(cells('dueOn'));
  if (due && !due.ok) return due.reason;
  const dueOn = due?.value ?? dueDay(issued.value, DEFAULT_PAYMENT_DAYS);
  if (Temporal.PlainDate.compare(dueOn, issued.value) < 0) return 'It is due before it was issued.';
  const expenses = cells('expenses') === '' ? undefined : readPounds(cells('expenses'));
  if (expenses && !expenses.ok) return expenses.reason;
  const expensesPence = expenses?.value ?? ZERO;
  if (expensesPence > total) return 'The expenses are more than the total.';
  const paid = readPaid(cells, total, status);
  if (typeof paid === 'string') return paid;
  const paidOn = paid && paidDay(cells('paidOn'), dueOn, paidWithoutDay, today);
  if (typeof paidOn === 'string') return paidOn;
  return {
    organisation,
    issuedOn: issued.value,
    dueOn,
    workPence: lessPence(total, expensesPence),
    expensesPence,
    description: cells('description').slice(0, 200) || 'Imported invoice',
    purchaseOrder: cells('purchaseOrder').slice(0, 80) || null,
    paid: paid && paidOn ? { on: paidOn, pence: paid } : undefined,
  };
}

/** How much was paid: the amount where one is told, all of it where the status or a day of payment says so. */
function readPaid(cells: Cells, total: Pence, status: string): Pence | undefined | string {
  if (cells('paid') === '')
    return (status === 'paid' || cells('paidOn') !== '') && !/unpaid|awaiting|part/.test(status) ? total : undefined;
  if (/^(y|yes|paid|true)$/i.test(cells('paid'))) return total;
  if (/^(n|no|unpaid|false)$/i.test(cells('paid'))) return undefined;
  const read = readPounds(cells('paid'));
  if (!read.ok) return read.reason;
  if (read.value > total) return 'More was paid than the total.';
  return read.value > 0 ? read.value : undefined;
}

function paidDay(
  text: string,
  dueOn: Temporal.PlainDate,
  without: 'refuse' | 'due',
  today: Temporal.PlainDate,
): Temporal.PlainDate | string {
  if (text === '') {
    if (without === 'refuse') return 'It was paid, but no day is told. Say above which day to take.';
    return Temporal.PlainDate.compare(dueOn, today) > 0 ? today : dueOn;
  }
  const read = readDay(text);
  if (!read.ok) return read.reason;
  return Temporal.PlainDate.compare(read.value, today) > 0 ? 'The day of payment is still to come.' : read.value;
}
