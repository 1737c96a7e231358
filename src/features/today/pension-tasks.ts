import {
  contributionsLapsed,
  isTooLate,
  listPensionedWork,
  type OpenFormB,
  type RefundOwed,
  readOpenFormBs,
  readRefundsOwed,
  readType2Due,
  type TenWeeksLeft,
  tenWeeksLeft,
} from '#features/pensions/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { daysBetween, formatDay, formatDistance } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { formatPounds } from '#rules/money.ts';
import { formBDue } from '#rules/pension/deadlines.ts';
import { WARNING_DAYS } from '#rules/pension/guard.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import type { Task } from './task.ts';

const SOON_DAYS = 7;
const BACK_DAYS = 400;

/** What the pension wants done: Forms B, and work whose ten weeks run out, the nearest first. Pieces with one next step are one task. */
export async function pensionTasks(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Task[]> {
  const formBs = await readOpenFormBs(tx, today);
  const work = tenWeeksLeft(await listPensionedWork(tx, today.subtract({ days: BACK_DAYS }), today), today);
  const near = work.filter(it => isNear(it.due, today) && !isKeptByFormB(it, today));
  const tasks = [
    ...formBs.map(it => ({ due: it.due, task: formBTask(it, today) })),
    ...lapsedTask(await contributionsLapsed(tx, work, today), today),
    ...(await readRefundsOwed(tx, today)).map(refundTask),
    ...type2Task(await readType2Due(tx, today), today),
    ...[...Map.groupBy(near, stepOf(today)).values()].flatMap(pieces => tenWeeksTask(pieces, today)),
  ];
  return tasks.toSorted((a, b) => Temporal.PlainDate.compare(a.due, b.due)).map(it => it.task);
}

function isNear(due: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return daysBetween(today, due) <= WARNING_DAYS[0];
}

/** Its Form B, a task of its own, is due before the ten weeks end. */
function isKeptByFormB(it: TenWeeksLeft, today: Temporal.PlainDate): boolean {
  const paidOn = it.form?.paidOn;
  if (!it.form || !paidOn || isTooLate(it, today)) return false;
  return Temporal.PlainDate.compare(formBDue(pensionMonthOf(paidOn), it.form.nation), it.due) <= 0;
}

function lapsedTask(last: Temporal.PlainDate | undefined, today: Temporal.PlainDate) {
  if (!last) return [];
  const task: Task = {
    text: 'Send SS14 to HSC Pensions before the next Form B',
    detail: `Your last contributions in Northern Ireland went there on ${formatDay(last)}. After three months without any it wants an SS14 again.`,
    href: '/pension',
    step: 'Open Pension',
    tone: 'info',
  };
  return [{ due: today, task }];
}

function type2Task(it: Awaited<ReturnType<typeof readType2Due>>, today: Temporal.PlainDate) {
  if (!it || !isNear(it.on, today)) return [];
  const task: Task = {
    text: `Type 2 self-assessment of ${it.year.replace('-', '/')} is due ${formatDistance(today, it.on)}`,
    detail: `It has to be with PCSE by ${formatDay(it.on)}. If you have sent it, nothing is to be done.`,
    href: `/pension/year/${it.year}`,
    step: 'Open the year',
    tone: toneOf(it.on, today),
  };
  return [{ due: it.on, task }];
}

/** Money of a practice that has no purpose any more. */
function refundTask(it: RefundOwed) {
  const task: Task = {
    text: `${formatPounds(it.amountPence)} has to go back to ${it.organisationName}`,
    detail: `The employer’s share of ${it.invoiceNumber}, whose work is not pensioned in the end. Credited on ${formatDay(it.since)}.`,
    href: `/invoices/${showId('invoice', it.invoiceId)}`,
    step: 'Send it back and record it',
    tone: 'warning',
  };
  return { due: it.since, task };
}

function formBTask(it: OpenFormB, today: Temporal.PlainDate): Task {
  const elsewhere = it.scheme === 'england_and_wales' ? '' : `, ${SCHEMES[it.scheme].label},`;
  return {
    text: `Form B for ${formatPensionMonth(it.month)}${elsewhere} is due ${formatDistance(today, it.due)}`,
    detail: `${FORM_B_DETAILS[it.step]}Forms and money must be in by ${formatDay(it.due)}.`,
    href: `/pension/form-b/${it.month}${elsewhere ? `?scheme=${it.scheme}` : ''}`,
    step: 'Open Form B',
    tone: toneOf(it.due, today),
  };
}

const FORM_B_DETAILS: Readonly<Record<OpenFormB['step'], string>> = {
  make: '',
  send: 'It is made and not sent yet. ',
  rejected: 'It was sent back, so make it again. ',
  stale: 'What it has to say has changed since it was made, so make it again. ',
  emptied: 'It was sent, and all money on it was withdrawn since, so tell the pension office. ',
};

/** What leads to the same step: a practice's unbilled work, or what one form has. */
function stepOf(today: Temporal.PlainDate): (it: TenWeeksLeft) => string {
  return it => `${isTooLate(it, today)} ${it.form?.id ?? it.booking.organisationId}`;
}

function tenWeeksTask(pieces: readonly TenWeeksLeft[], today: Temporal.PlainDate) {
  const [first] = pieces;
  if (!first) return [];
  const { booking, form, due, lastChance } = first;
  const who = form ? `${form.invoiceNumber}, ${booking.organisationName}` : booking.organisationName;
  const days = pieces.map(it => formatDay(it.booking.workDate)).join(', ');
  if (isTooLate(first, today)) {
    const task: Task = {
      text: `${who}: can no longer be pensioned`,
      detail: `Work of ${days}. Its last chance was ${formatDay(lastChance)}.`,
      href: form ? `/pension/ledger/${showId('formA', form.id)}/give-up` : invoiceHref(first),
      step: form ? 'Give the money back' : 'Invoice it',
      tone: 'error',
    };
    return [{ due: lastChance, task }];
  }
  const { tenWeeksConfirmed, label, office } = SCHEMES[schemeOf(booking.organisationNation)];
  if (!tenWeeksConfirmed && daysBetween(lastChance, today) > 0) {
    const task: Task = {
      text: `${who}: ten weeks are over, not confirmed for ${label}`,
      detail: `Work of ${days}. No source says that ten weeks hold there: ask ${office} whether it can still be pensioned.`,
      href: hrefOf(first),
      step: TEN_WEEKS_STEPS[first.step],
      tone: 'warning',
    };
    return [{ due: lastChance, task }];
  }
  const unsure = tenWeeksConfirmed ? '' : ` Not confirmed for ${label}.`;
  const task: Task = {
    text: `${who}: ten weeks end ${formatDistance(today, due)}`,
    detail: `${TEN_WEEKS_DETAILS[first.step]}. Work of ${days}. Safe until ${formatDay(due)}, last chance ${formatDay(lastChance)}.${unsure}`,
    href: hrefOf(first),
    step: TEN_WEEKS_STEPS[first.step],
    tone: toneOf(due, today),
  };
  return [{ due, task }];
}

const TEN_WEEKS_DETAILS: Readonly<Record<TenWeeksLeft['step'], string>> = {
  bill: 'Not billed yet, so there is no Form A',
  money: 'Not paid yet, so it is on no Form B',
  form_b: 'The money is here, and its Form B is not sent yet',
};

const TEN_WEEKS_STEPS: Readonly<Record<TenWeeksLeft['step'], string>> = {
  bill: 'Invoice it',
  money: 'Open the invoice',
  form_b: 'Open Form B',
};

function hrefOf(it: TenWeeksLeft): string {
  if (!it.form) return invoiceHref(it);
  if (it.form.paidOn === null) return `/invoices/${showId('invoice', it.form.invoiceId)}`;
  const scheme = schemeOf(it.form.nation);
  return `/pension/form-b/${pensionMonthOf(it.form.paidOn)}${scheme === 'england_and_wales' ? '' : `?scheme=${scheme}`}`;
}

function invoiceHref({ booking }: TenWeeksLeft): string {
  return `/invoices/new?organisation=${showId('organisation', booking.organisationId)}`;
}

function toneOf(due: Temporal.PlainDate, today: Temporal.PlainDate): Task['tone'] {
  const left = daysBetween(today, due);
  return left < 0 ? 'error' : left <= SOON_DAYS ? 'warning' : 'info';
}
