import { type Invoice, listInvoices } from '#features/invoices/index.ts';
import { listClaims, listDisputes } from '#features/payments/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { nextChase } from '#rules/chase-schedule.ts';
import { daysBetween, londonDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { type Chase, listChases, listHolds, listMailed, listUnchased, readSettings } from './store.ts';

/** Why an invoice is not chased by itself. */
export type Hold = 'claimed' | 'disputed' | 'promised' | 'paused' | 'organisation_off' | 'account_off' | 'not_sent';

/** An unpaid invoice and where its reminders stand. */
export interface Owed {
  readonly invoice: Invoice & {
    readonly dueDate: Temporal.PlainDate;
    readonly number: string;
    readonly fileId: Id<'file'>;
  };
  readonly chases: readonly Chase[];
  readonly hold: Hold | undefined;
  readonly promisedOn: Temporal.PlainDate | null;
  /** When it is next to be chased; past: now. Undefined at the end of the schedule. */
  readonly next: Temporal.PlainDate | undefined;
}

/** The most that are read; nobody has so many. */
const MOST = 5000;

/** What is past its due day, the longest first; of one organisation where it is named. */
export async function readOverdue(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId?: Id<'organisation'>,
): Promise<Owed[]> {
  return (await readUnpaid(ctx, tx, organisationId)).filter(
    it => daysBetween(it.invoice.dueDate, ctx.clock.today()) > 0,
  );
}

/** All that is issued and not paid, the longest due first; of one organisation where it is named. */
export async function readUnpaid(
  ctx: Needs<'clock'>,
  tx: OwnedTransaction,
  organisationId?: Id<'organisation'>,
): Promise<Owed[]> {
  const today = ctx.clock.today();
  const invoices = await listInvoices(tx, { organisationId, standing: 'unpaid', limit: MOST }, today);
  const [settings, unchased, holds, mailed] = [
    await readSettings(tx),
    await listUnchased(tx),
    await listHolds(tx),
    await listMailed(tx),
  ];
  const claimed = new Set((await listClaims(tx, { openOnly: true })).map(claim => claim.invoiceId));
  const disputed = new Set((await listDisputes(tx, { openOnly: true })).map(dispute => dispute.invoiceId));
  const chases = Map.groupBy(await listChases(tx), chase => chase.invoiceId);
  const holdOf = ({ id, organisationId: by }: Invoice): Hold | undefined => {
    if (disputed.has(id)) return 'disputed';
    if (claimed.has(id)) return 'claimed';
    if (holds.get(id)?.pausedAt) return 'paused';
    const promised = holds.get(id)?.promisedOn;
    if (promised && daysBetween(promised, today) <= 0) return 'promised';
    if (unchased.has(by)) return 'organisation_off';
    if (!settings.isOn) return 'account_off';
    return mailed.has(id) ? undefined : 'not_sent';
  };
  return invoices
    .flatMap((invoice): Owed[] => {
      const { dueDate, number, fileId } = invoice;
      if (dueDate === null || number === null || fileId === null) return [];
      const its = chases.get(invoice.id) ?? [];
      const promisedOn = holds.get(invoice.id)?.promisedOn ?? null;
      return [
        {
          invoice: { ...invoice, dueDate, number, fileId },
          chases: its,
          hold: holdOf(invoice),
          promisedOn,
          next: nextChase({
            dueOn: dueDate,
            days: settings.days,
            promisedOn,
            chasedOn: its.map(chase => londonDay(chase.at)),
          }),
        },
      ];
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a.invoice.dueDate, b.invoice.dueDate));
}
