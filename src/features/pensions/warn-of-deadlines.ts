import { tellLocum } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { formatDay, formatDistance } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { TOO_LATE, warningDue } from '#rules/pension/guard.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { type OpenFormB, type TenWeeksLeft, tenWeeksLeft } from './deadlines.ts';
import { insertWarning, listWarnings } from './ledger-store.ts';
import { readOpenFormBs } from './open-form-bs.ts';
import { listPensionedWork } from './pensioned-work.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/** How far back work is still warned of: ten weeks, and long enough after them that no one misses that they are over. */
const BACK_DAYS = 200;

/**
 * Warns the locum of days that come near: the ten weeks of each piece of work, and the day of each Form B. What is due on one day goes into
 * one mail, and each warning is given once. Run every day; bears to miss days and to run twice.
 */
export async function warnOfDeadlines(ctx: Ctx, owner: Owner): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const due = await warningsDue(tx, ctx.clock.today());
    const lines: string[] = [];
    for (const { line, ...warning } of due) {
      // false where another run gave it a moment ago
      if (await insertWarning(tx, warning, ctx.clock.now())) lines.push(line);
    }
    const [only] = lines;
    if (only === undefined) return;
    await tellLocum(ctx, tx, {
      kind: 'pension',
      subjectId: tx.accountId,
      subject: lines.length === 1 ? 'NHS pension: a day that comes near' : `NHS pension: ${lines.length} days to mind`,
      paragraphs: [...lines, 'What is missing, and who has to do it, stands in your pension ledger.'],
      button: { label: 'Open the ledger', path: '/pension/ledger' },
    });
  });
}

interface Warning {
  readonly subject: string;
  readonly days: number;
  readonly line: string;
}

async function warningsDue(tx: OwnedTransaction, today: Temporal.PlainDate): Promise<Warning[]> {
  const sent = await listWarnings(tx);
  const work = await listPensionedWork(tx, today.subtract({ days: BACK_DAYS }), today);
  return [
    ...(await readOpenFormBs(tx, today)).flatMap(it =>
      warning(formBSubject(it), it.due, it.due, days => formBLine(it, days, today)),
    ),
    ...tenWeeksLeft(work, today).flatMap(it =>
      warning(showId('booking', it.booking.id), it.due, it.lastChance, days => tenWeeksLine(it, days, today)),
    ),
  ];

  function warning(
    subject: string,
    due: Temporal.PlainDate,
    lastChance: Temporal.PlainDate,
    lineOf: (days: number) => string,
  ): Warning[] {
    const days = warningDue(due, today, sent.get(subject) ?? [], lastChance);
    return days === undefined ? [] : [{ subject, days, line: lineOf(days) }];
  }
}

/** What is to be sent after a form that was sent before is warned of anew. */
function formBSubject({ month, scheme, step, lastSent }: OpenFormB): string {
  return `${month} ${scheme}${lastSent > 0 ? ` after ${lastSent}` : ''}${step === 'emptied' ? ' emptied' : ''}`;
}

function formBLine(it: OpenFormB, days: number, today: Temporal.PlainDate): string {
  const name = `Form B for ${formatPensionMonth(it.month)}, ${SCHEMES[it.scheme].label},`;
  if (it.step === 'emptied') return `${name} was sent. ${FORM_B_STEPS.emptied}`;
  if (days === TOO_LATE && it.lastSent > 0)
    return `${name} was due on ${formatDay(it.due)}. ${SENT_BEFORE[it.step]} Send the new one now.`;
  return days === TOO_LATE
    ? `${name} was due on ${formatDay(it.due)} and is not recorded as sent. Send it now: inside ten weeks of the work it can still count.`
    : `${name} is due ${formatDistance(today, it.due)}, on ${formatDay(it.due)}. ${FORM_B_STEPS[it.step]}`;
}

const FORM_B_STEPS: Readonly<Record<OpenFormB['step'], string>> = {
  make: 'It has still to be made.',
  send: 'It is made and has still to be sent.',
  rejected: 'It was sent back: put it right, make it again, and send the new one.',
  stale: 'What it has to say has changed since it was made: make it again.',
  emptied:
    'All money on it was withdrawn since: tell the pension office, and record that it was sent back, or that it was never sent.',
};

/** What is wrong with a month whose form was sent before. */
const SENT_BEFORE: Readonly<Record<OpenFormB['step'], string>> = {
  ...FORM_B_STEPS,
  send: 'It is made again and not recorded as sent.',
};

function tenWeeksLine({ booking, form, step, due, lastChance }: TenWeeksLeft, days: number, today: Temporal.PlainDate) {
  const name = `${booking.organisationName}, work of ${formatDay(booking.workDate)}`;
  const { tenWeeksConfirmed, label, office } = SCHEMES[schemeOf(booking.organisationNation)];
  if (days === TOO_LATE && !tenWeeksConfirmed)
    return `${name}: the ten weeks are over since ${formatDay(lastChance)}. Whether they hold is not confirmed for ${label}: ask ${office} whether it can still be pensioned.`;
  if (days === TOO_LATE) {
    return `${name}: the ten weeks are over since ${formatDay(lastChance)}, and it can no longer be pensioned.${form ? ' What the practice paid for the pension goes back to it: the ledger makes the credit note.' : ' Invoice it without the pension.'}`;
  }
  return `${name}: the ten weeks end ${formatDistance(today, due)}, on ${formatDay(due)}${tenWeeksConfirmed ? '' : `, not confirmed for ${label}`}. ${TEN_WEEKS_STEPS[step]}`;
}

const TEN_WEEKS_STEPS: Readonly<Record<TenWeeksLeft['step'], string>> = {
  bill: 'It is not invoiced yet, so there is no Form A.',
  money: 'The practice has not paid yet, so it is on no Form B.',
  form_b: 'The money is here: its Form B has still to be sent.',
};
