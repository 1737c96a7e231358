import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { Money } from '#platform/ui/figures.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { visitorOf, type WebContext } from '#platform/web.ts';
import { RATE_KIND_LABELS } from '#rules/booking-fee.ts';
import { describeTerms } from '#rules/cancellation-terms.ts';
import { type Id, showId } from '#rules/ids.ts';
import { formatPounds, ZERO } from '#rules/money.ts';
import { nationLabel } from '#rules/nation.ts';
import { moneyByOrganisation } from '../money-by-organisation.ts';
import { KIND_LABELS } from '../organisation.ts';
import { readOrganisation } from '../store.ts';

/** One organisation: what it is worth, how to reach it, what is usual there. */
export async function showOrganisation(ctx: Needs<'db'>, c: WebContext, id: Id<'organisation'>) {
  const { organisation, money } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    organisation: await readOrganisation(tx, id),
    money: (await moneyByOrganisation(tx)).get(id),
  }));
  if (!organisation) throw notFound('organisation');
  const shown = showId('organisation', id);
  return showPage(
    c,
    {
      title: organisation.name,
      lead: `${KIND_LABELS[organisation.kind]}, ${nationLabel(organisation.nation)}`,
      action: (
        <a class="btn btn-primary min-h-11" href={`/bookings/new?organisation=${shown}`}>
          Book a date here
        </a>
      ),
    },
    <div class="flex flex-col gap-8">
      {organisation.archivedAt && <Caution>This organisation is archived: it is left out of the lists.</Caution>}
      <Facts
        rows={[
          [
            'Received',
            <Money pence={money?.earnedPence ?? ZERO} href={`/invoices?organisation=${shown}&standing=paid`} />,
          ],
          [
            'Outstanding',
            <Money pence={money?.outstandingPence ?? ZERO} href={`/invoices?organisation=${shown}&standing=unpaid`} />,
          ],
          [
            'Pays after',
            money?.averageDaysToPay === null || money === undefined ? (
              'not known yet'
            ) : (
              <a class="link link-hover" href={`/invoices?organisation=${shown}&standing=paid`}>
                {money.averageDaysToPay} days on average; half of its invoices within {money.medianDaysToPay}
              </a>
            ),
          ],
          ...(money && money.keptPence > 0
            ? [
                [
                  'Kept as its credit',
                  <Money pence={money.keptPence} href={`/remittances?organisation=${shown}`} />,
                ] as const,
              ]
            : []),
          [
            'How it pays',
            <span class="flex flex-wrap gap-4">
              <a class="link" href={`/organisations/${shown}/paying`}>
                Reminders, interest, and what it asks of you
              </a>
              <a class="link" href={`/organisations/${shown}/statement`}>
                Statement of account
              </a>
              <a class="link" href={`/remittances/new?organisation=${shown}`}>
                Record a remittance
              </a>
            </span>,
          ],
        ]}
      />
      <Facts
        rows={[
          [
            'Address',
            organisation.addressLines || organisation.postcode ? (
              <span class="whitespace-pre-line">
                {[organisation.addressLines, organisation.postcode].filter(Boolean).join('\n')}
              </span>
            ) : (
              <Missing text="Invoices need it" id={id} />
            ),
          ],
          ['ODS code', organisation.odsCode ?? '–'],
          [
            'Finance contact',
            contact(organisation.financeContactName, organisation.financeContactEmail) ?? (
              <Missing text="Invoices go there" id={id} />
            ),
          ],
          [
            'Booking contact',
            contact(
              organisation.bookingContactName,
              organisation.bookingContactEmail,
              organisation.bookingContactPhone,
            ) ?? '–',
          ],
          [
            'Rate',
            organisation.ratePence === null || organisation.rateKind === null
              ? '–'
              : `${formatPounds(organisation.ratePence)} ${RATE_KIND_LABELS[organisation.rateKind]}`,
          ],
          ['Days to pay', organisation.paymentTermsDays ?? 'as usual'],
          [
            'Cancellation',
            organisation.cancellationTerms ? describeTerms(organisation.cancellationTerms).join('; ') : 'as usual',
          ],
          [
            'Order number',
            [organisation.purchaseOrder, organisation.requiresPurchaseOrder ? 'no invoice without one' : null]
              .filter(Boolean)
              .join('; ') || '–',
          ],
          ['Their reference', organisation.buyerReference ?? '–'],
          ['Pensionable', organisation.pensionable ? 'yes' : 'no'],
          ['Notes', organisation.notes ? <span class="whitespace-pre-line">{organisation.notes}</span> : '–'],
        ]}
      />
      <div class="flex flex-wrap gap-3">
        <a class="btn min-h-11" href={`${pathOf(id)}/edit`}>
          Change
        </a>
        <a class="btn min-h-11" href={`/invoices/new?organisation=${shown}`}>
          Invoice delivered work
        </a>
        <form method="post" action={`${pathOf(id)}/${organisation.archivedAt ? 'restore' : 'archive'}`}>
          <button type="submit" class="btn btn-ghost min-h-11">
            {organisation.archivedAt ? 'Put it back' : 'Archive'}
          </button>
        </form>
      </div>
    </div>,
  );
}

function Missing({ text, id }: { text: string; id: Id<'organisation'> }) {
  return (
    <span>
      –{' '}
      <a class="link" href={`${pathOf(id)}/edit`}>
        {text}: add it
      </a>
    </span>
  );
}

function contact(...parts: (string | null)[]): string | undefined {
  return parts.filter(Boolean).join(', ') || undefined;
}

function pathOf(id: Id<'organisation'>): string {
  return `/organisations/${showId('organisation', id)}`;
}
