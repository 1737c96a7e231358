import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import type { MatchedLine, OpenInvoice, Proposal, Share } from '#rules/bank/match-terms.ts';
import type { RecordedMatch } from '#rules/bank/recorded.ts';
import { patternOf } from '#rules/bank/words.ts';
import { type Id, showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import type { KeptLine } from '../bank-lines.ts';

type Invoices = ReadonlyMap<Id<'invoice'>, OpenInvoice>;

/** A line that waits for an answer: what it likely pays, why, and a button; or what it could be; or a way to choose. */
export function OpenLine(props: {
  line: KeptLine;
  match: MatchedLine;
  recorded: RecordedMatch | undefined;
  invoices: Invoices;
}) {
  const { line, match, recorded, invoices } = props;
  const path = `/bank/lines/${showId('bankLine', line.id)}`;
  return (
    <li class="py-4" id={showId('bankLine', line.id)}>
      <p class="flex flex-wrap items-baseline justify-between gap-x-4">
        <span class="break-words font-medium">{line.description || 'No description'}</span>
        <span class="font-medium">
          <Money pence={line.amountPence} href={path} />
        </span>
      </p>
      <p class="text-sm text-muted">
        <Day day={line.day} />
        {line.bankAccount && `, ${line.bankAccount}`}
      </p>
      {recorded && <AlreadyRecorded line={line} recorded={recorded} />}
      {match.proposal && (
        <Answer
          line={line}
          proposal={match.proposal}
          invoices={invoices}
          badge={match.proposal.isSure ? 'sure' : 'likely'}
        />
      )}
      {!match.proposal && match.choices.length > 0 && (
        <details class="mt-2">
          <summary class="min-h-11 cursor-pointer py-2">
            {match.choices.length === 1 ? 'One thing it could be' : `${match.choices.length} things it could be`}
          </summary>
          {match.choices.map(choice => (
            <Answer line={line} proposal={choice} invoices={invoices} />
          ))}
        </details>
      )}
      {!recorded && !match.proposal && match.choices.length === 0 && (
        <p class="mt-2">No open invoice fits. It may be paid already, or nothing to do with an invoice.</p>
      )}
      <form method="post" action={`${path}/ignore`} class="mt-2 flex flex-wrap gap-2">
        <a href={path} class="btn btn-ghost btn-sm min-h-11">
          Choose yourself
        </a>
        <button type="submit" class="btn btn-ghost btn-sm min-h-11" aria-label={`Not an invoice: ${line.description}`}>
          Not an invoice
        </button>
      </form>
    </li>
  );
}

/** All that a button for several lines has to say of one of them. */
export function sureField(lineId: Id<'bankLine'>, proposal: Proposal | undefined): string {
  return [showId('bankLine', lineId), ...(proposal?.shares ?? []).map(shareField)].join(' ');
}

/** The same of a line whose payments are recorded already. */
export function recordedField(lineId: Id<'bankLine'>, recorded: RecordedMatch | undefined): string {
  const payments = (recorded?.payments ?? []).map(it => showId('payment', it.paymentId));
  return [showId('bankLine', lineId), ...payments].join(' ');
}

function AlreadyRecorded({ line, recorded }: { line: KeptLine; recorded: RecordedMatch }) {
  return (
    <form method="post" action="/bank/tick-recorded" class="mt-2 pl-4">
      <p class="flex flex-wrap items-center gap-2">
        <Badge tone="neutral">Recorded already</Badge>
        {recorded.payments.map(it => (
          <span>
            <a class="link" href={`/invoices/${showId('invoice', it.invoiceId)}`}>
              {it.invoiceNumber}
            </a>{' '}
            of {it.organisationName}, <Money pence={it.amountPence} />
          </span>
        ))}
      </p>
      <ul class="my-1 list-disc pl-5 text-sm text-muted">
        {recorded.reasons.map(reason => (
          <li>{reason}</li>
        ))}
      </ul>
      <input type="hidden" name="recorded" value={recordedField(line.id, recorded)} />
      <button type="submit" class="btn btn-sm min-h-11" aria-label={`Tick it off: ${line.description}`}>
        Tick it off
      </button>
    </form>
  );
}

function Answer(props: { line: KeptLine; proposal: Proposal; invoices: Invoices; badge?: 'sure' | 'likely' }) {
  const { line, proposal, invoices, badge } = props;
  const payer = invoices.get(proposal.shares[0]?.invoiceId ?? ('' as Id<'invoice'>))?.organisationName ?? '';
  return (
    <form method="post" action={`/bank/lines/${showId('bankLine', line.id)}/accept`} class="mt-2 pl-4">
      <p class="flex flex-wrap items-center gap-2">
        {badge && <Badge tone={badge === 'sure' ? 'success' : 'info'}>{badge === 'sure' ? 'Sure' : 'Likely'}</Badge>}
        {proposal.shares.map(share => (
          <span>
            <a class="link" href={`/invoices/${showId('invoice', share.invoiceId)}`}>
              {invoices.get(share.invoiceId)?.number}
            </a>{' '}
            of {invoices.get(share.invoiceId)?.organisationName}, <Money pence={share.amountPence} />
          </span>
        ))}
      </p>
      <ul class="my-1 list-disc pl-5 text-sm text-muted">
        {proposal.reasons.map(reason => (
          <li>{reason}</li>
        ))}
      </ul>
      {proposal.shares.map(share => (
        <input type="hidden" name="share" value={shareField(share)} />
      ))}
      {patternOf(line.description) !== '' && (
        <label class="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
          <input type="checkbox" name="always" value="on" class="checkbox checkbox-sm" />
          Lines like this are always from {payer}
        </label>
      )}
      <button type="submit" class="btn btn-sm min-h-11" aria-label={`Record it: ${line.description}, ${payer}`}>
        Record it
      </button>
    </form>
  );
}

function shareField(share: Share): string {
  return `${showId('invoice', share.invoiceId)}=${plainPounds(share.amountPence)}`;
}
