import { Badge, Day, Moment, Money, type Tone } from '#platform/ui/figures.tsx';
import type { Column } from '#platform/ui/table.tsx';
import { formatDayShort } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import type { LedgerLink, LedgerRow } from '../ledger.ts';
import { LINK_WORDS, nextStep, tenWeeksWords } from '../ledger-words.ts';
import type { Ledger } from '../read-ledger.ts';
import { schemeQuery } from './scheme-year.ts';

/** The columns of the ledger. Steps that belong to a Form A stand on the first of its rows. */
export function ledgerColumns(
  ledger: Ledger,
  shown: readonly LedgerRow[],
  today: Temporal.PlainDate,
): readonly Column<LedgerRow>[] {
  const leads = new Set<string>();
  const firsts = new Set(
    shown.filter(row => {
      const key = row.form?.id ?? row.booking.id;
      if (leads.has(key)) return false;
      leads.add(key);
      return true;
    }),
  );
  return [
    {
      heading: 'Work',
      lead: true,
      cell: row => (
        <>
          <a class="link" href={`/bookings/${showId('booking', row.booking.id)}`}>
            <Day day={row.booking.workDate} />
          </a>
          <span class="block font-normal">{row.booking.organisationName}</span>
        </>
      ),
    },
    { heading: 'Forms', cell: row => <Forms row={row} /> },
    {
      heading: 'Pensionable',
      figures: true,
      cell: row => (row.pensionablePence === undefined ? '–' : <Money pence={row.pensionablePence} />),
    },
    {
      heading: 'Employer',
      figures: true,
      cell: row => (row.employerPence === undefined ? '–' : <Money pence={row.employerPence} />),
    },
    { heading: 'So far', cell: row => <Chain row={row} /> },
    {
      heading: 'Next',
      cell: row => (
        <div class="flex flex-col items-start gap-2">
          <Next row={row} />
          {firsts.has(row) && <Reminding row={row} chases={ledger.chases} year={ledger.year} today={today} />}
        </div>
      ),
    },
  ];
}

function Forms({ row: { form, formB } }: { row: LedgerRow }) {
  if (!form) return <span class="text-muted">Not billed yet</span>;
  const invoice = showId('invoice', form.invoiceId);
  return (
    <span class="flex flex-col items-start">
      <a class="link" href={`/invoices/${invoice}`}>
        {form.invoiceNumber}
      </a>
      <a class="link" href={`/pension/form-a/${showId('formA', form.id)}/pdf`}>
        Form A{form.part > 1 ? `, part ${form.part}` : ''}
      </a>
      {formB && (
        <a class="link" href={`/pension/form-b/${formB.month}${schemeQuery(formB.scheme)}`}>
          Form B {formB.month}
        </a>
      )}
    </span>
  );
}

/** The latest link in a line, all of them on opening. As plain text: a page of them is a long one. */
function Chain({ row }: { row: LedgerRow }) {
  const reached = row.links.filter(link => link.on !== undefined);
  const last = reached.at(-1);
  return (
    <details>
      <summary class="min-h-11 cursor-pointer">
        {last?.on && `${LINK_WORDS[last.kind]} ${formatDayShort(last.on)} `}
        <span class="text-muted">
          ({reached.length} of {row.links.length})
        </span>
      </summary>
      <ol class="mt-1 list-decimal pl-5">
        {row.links.map(link => (
          <li class={link.on ? undefined : 'text-muted'}>{linkWords(link)}</li>
        ))}
      </ol>
      <p class="mt-1 text-sm text-muted">{tenWeeksWords(row)}</p>
    </details>
  );
}

function linkWords({ kind, on, isIdle, note }: LedgerLink): string {
  const state = on ? `, ${formatDayShort(on)}` : isIdle ? ': not needed any more' : ': not yet';
  return `${LINK_WORDS[kind]}${state}${note ? `. ${note}` : ''}`;
}

const STANDINGS: Readonly<Record<LedgerRow['standing'], readonly [Tone, string]>> = {
  in_hand: ['info', 'In hand'],
  whole: ['success', 'Complete'],
  too_late: ['error', 'Can no longer be pensioned'],
  sent_late: ['error', 'Sent too late'],
  given_up: ['neutral', 'Given up'],
};

function Next({ row }: { row: LedgerRow }) {
  const step = nextStep(row);
  const [tone, words] = STANDINGS[row.standing];
  return (
    <>
      {row.standing !== 'in_hand' && <Badge tone={tone}>{words}</Badge>}
      {step && (
        <span>
          <strong class="font-medium">
            {step.who === 'you' ? 'You' : step.who === 'the practice' ? 'The practice' : 'The agency'}:
          </strong>{' '}
          <a class="link" href={step.href}>
            {step.words}
          </a>
        </span>
      )}
      {row.isRerouted && (
        <span class="text-sm text-muted">
          Billed on a Form A. By your other posts it would go by SOLO today: ask {SCHEMES[row.scheme].office} which way
          counts, and give the Form A up if it is SOLO.
        </span>
      )}
    </>
  );
}

/** Reminding the practice, and giving up: by form, so on its first row only. */
function Reminding(props: {
  row: LedgerRow;
  chases: Ledger['chases'];
  year: Ledger['year'];
  today: Temporal.PlainDate;
}) {
  const { form, standing, links } = props.row;
  if (!form || standing !== 'in_hand') return null;
  const isUnsigned = links.some(link => link.kind === 'signed' && link.on === undefined && !link.isIdle);
  const isSent = links.some(link => link.kind === 'submitted' && link.on !== undefined);
  const last = props.chases.get(form.id)?.at(-1);
  return (
    <>
      {isUnsigned && (
        <span class="flex flex-wrap gap-2">
          <Step id={form.id} year={props.year} step="remind" label="Remind the practice" />
          {form.chasingPausedAt === null ? (
            <Step id={form.id} year={props.year} step="pause" label="No more reminders" />
          ) : (
            <Step id={form.id} year={props.year} step="resume" label="Remind again" />
          )}
        </span>
      )}
      {isUnsigned && last && (
        <span class="text-sm text-muted">
          Reminded <Moment at={last} />
        </span>
      )}
      {!isSent && (
        <a class="link text-sm" href={`/pension/ledger/${showId('formA', form.id)}/give-up`}>
          Give this form up
        </a>
      )}
    </>
  );
}

function Step({ id, year, step, label }: { id: Id<'formA'>; year: string; step: string; label: string }) {
  return (
    <form method="post" action={`/pension/ledger/${showId('formA', id)}/${step}?year=${year}`}>
      <button type="submit" class="btn btn-sm min-h-11">
        {label}
      </button>
    </form>
  );
}
