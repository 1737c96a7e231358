import type { FormState } from '#platform/form.ts';
import { Day, Moment, Money } from '#platform/ui/figures.tsx';
import { ErrorSummary, HiddenField, SelectField } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { BANK_FORMATS } from '#rules/bank/bank-line.ts';
import { showId } from '#rules/ids.ts';
import type { BankAccount } from '../account-store.ts';
import type { BankImport, KeptLine } from '../bank-lines.ts';
import type { KeptRule } from '../match-store.ts';

/** A bank's file, looked at first. */
export function ImportForm(props: { form: FormState; accounts: readonly BankAccount[]; isFirst: boolean }) {
  const { form, accounts, isFirst } = props;
  return (
    <section aria-labelledby="import">
      <h2 id="import" class="mb-3 text-lg font-medium">
        {isFirst ? 'Import your first statement' : 'Import a statement'}
      </h2>
      <form method="post" action="/bank/import" enctype="multipart/form-data" class="flex flex-col gap-4" novalidate>
        <ErrorSummary form={form} />
        <div>
          <label for="f-file" class="mb-1 block font-medium">
            File
          </label>
          <input
            id="f-file"
            type="file"
            name="file"
            accept=".csv,.ofx,.qif,.txt,text/csv,text/plain,application/x-ofx"
            class="file-input min-h-11 w-full max-w-md"
            aria-describedby="f-file-hint"
          />
          <p id="f-file-hint" class="mt-1 text-sm text-muted">
            CSV, OFX or QIF, as Barclays, Lloyds, HSBC, NatWest, Santander, Nationwide, Monzo, Starling and others let
            you download. You see what would be kept before anything is. Only money that came in is kept; lines that are
            here already are recognised.
          </p>
        </div>
        {accounts.length > 0 && (
          <SelectField
            form={form}
            name="bankAccount"
            label="Account"
            required={false}
            empty="No particular account"
            options={accounts.map(it => ({ value: showId('bankAccount', it.id), label: it.label }))}
          />
        )}
        <p class="flex flex-wrap items-center gap-4">
          <button type="submit" class={`btn min-h-11 ${isFirst ? 'btn-primary' : ''}`}>
            Look at it
          </button>
          <a class="link" href="/bank/accounts">
            {accounts.length === 0 ? 'Keep several accounts apart' : 'Accounts'}
          </a>
        </p>
      </form>
    </section>
  );
}

/** What was recorded last, each with a way back. */
export function SettledLines({ lines }: { lines: readonly KeptLine[] }) {
  return (
    <section aria-labelledby="settled">
      <h2 id="settled" class="mb-3 text-lg font-medium">
        Recorded
      </h2>
      <LineTable caption="Recorded lines, the latest first" lines={lines} />
      <p class="mt-3 flex flex-wrap gap-4">
        <a class="link" href="/bank/lines?state=settled">
          All recorded lines
        </a>
        <a class="link" href="/bank/lines?state=ignored">
          Lines set aside
        </a>
      </p>
    </section>
  );
}

/** Lines that are answered: what they pay, and the way back. */
export function LineTable({ caption, lines }: { caption: string; lines: readonly KeptLine[] }) {
  return (
    <Table
      caption={caption}
      rows={lines}
      columns={[
        { heading: 'Line', lead: true, cell: it => <span class="break-words">{it.description}</span> },
        { heading: 'Day', cell: it => <Day day={it.day} /> },
        { heading: 'Amount', figures: true, cell: it => <Money pence={it.amountPence} /> },
        { heading: 'Pays', cell: it => <Pays line={it} /> },
        {
          heading: 'Undo',
          cell: it => (
            <form
              method="post"
              action={`/bank/lines/${showId('bankLine', it.id)}/${it.state === 'ignored' ? 'take-back' : 'undo'}`}
            >
              <button type="submit" class="btn btn-sm min-h-11" aria-label={`Undo: ${it.description}`}>
                Undo
              </button>
            </form>
          ),
        },
      ]}
    />
  );
}

/** The invoices that a line paid. */
export function Pays({ line }: { line: KeptLine }) {
  if (line.payments.length === 0) return <>Nothing</>;
  return (
    <ul>
      {line.payments.map(it => (
        <li>
          <a class="link" href={`/invoices/${showId('invoice', it.invoiceId)}`}>
            {it.invoiceNumber}
          </a>{' '}
          of {it.organisationName}, <Money pence={it.amountPence} />
        </li>
      ))}
    </ul>
  );
}

/** The files, each with a way back and what that would take with it. */
export function Imports({ imports }: { imports: readonly BankImport[] }) {
  return (
    <section aria-labelledby="imports">
      <h2 id="imports" class="mb-3 text-lg font-medium">
        Files
      </h2>
      <Table
        caption="Imported files, the latest first"
        rows={imports}
        columns={[
          { heading: 'File', lead: true, cell: it => <span class="break-words">{it.fileName}</span> },
          { heading: 'Account', cell: it => it.bankAccount ?? '–' },
          { heading: 'Read as', cell: it => BANK_FORMATS[it.format] },
          { heading: 'When', cell: it => <Moment at={it.importedAt} /> },
          {
            heading: 'Lines',
            figures: true,
            cell: it => (
              <a class="link link-hover" href={`/bank/imports/${showId('bankImport', it.id)}`}>
                {it.state === 'waiting' ? `${it.lineCount} of ${it.lineTotal}` : it.lineCount}
              </a>
            ),
          },
          { heading: 'Recorded', figures: true, cell: it => it.settledCount },
          {
            heading: 'Undo',
            cell: it =>
              it.state === 'waiting' ? (
                'Being read'
              ) : (
                <form method="post" action={`/bank/imports/${showId('bankImport', it.id)}/undo`}>
                  <button type="submit" class="btn btn-sm min-h-11" aria-label={`${undoWords(it)}: ${it.fileName}`}>
                    {undoWords(it)}
                  </button>
                </form>
              ),
          },
        ]}
      />
    </section>
  );
}

function undoWords(it: BankImport): string {
  if (it.settledCount === 0) return 'Take back';
  return `Take back, with what ${it.settledCount === 1 ? 'one line' : `${it.settledCount} lines`} paid`;
}

/** What was said with "always". */
export function Rules({ rules }: { rules: readonly KeptRule[] }) {
  return (
    <section aria-labelledby="rules">
      <h2 id="rules" class="mb-3 text-lg font-medium">
        Always
      </h2>
      <Table
        caption="Lines that are always from one organisation"
        rows={rules}
        columns={[
          { heading: 'Lines that say', lead: true, cell: it => it.pattern },
          {
            heading: 'Are from',
            cell: it => (
              <a class="link" href={`/organisations/${showId('organisation', it.organisationId)}`}>
                {it.organisationName}
              </a>
            ),
          },
          {
            heading: 'Undo',
            cell: it => (
              <form method="post" action="/bank/rules/forget">
                <HiddenField name="pattern" value={it.pattern} />
                <button type="submit" class="btn btn-sm min-h-11" aria-label={`Forget: ${it.pattern}`}>
                  Forget
                </button>
              </form>
            ),
          },
        ]}
      />
    </section>
  );
}
