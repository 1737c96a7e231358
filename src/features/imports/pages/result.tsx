import type { FormState } from '#platform/form.ts';
import { Badge } from '#platform/ui/figures.tsx';
import { ErrorSummary } from '#platform/ui/form.tsx';
import { Table } from '#platform/ui/table.tsx';
import { showId } from '#rules/ids.ts';
import type { Batch, DoneLine, Made } from '../store.ts';

/** How far the worker is. The page loads itself anew. */
export function Progress({ batch, path }: { batch: Batch; path: string }) {
  return (
    <section aria-live="polite">
      <p class="mb-2">
        {batch.doneCount} of {batch.lineCount} lines are done.
      </p>
      <progress
        class="progress progress-primary w-full max-w-xl"
        value={batch.doneCount}
        max={batch.lineCount}
        aria-label="Lines imported"
      ></progress>
      <p class="mt-4 max-w-prose text-muted">
        You can leave this page: the import goes on, and this page shows it whenever you come back.{' '}
        <a class="link" href={path}>
          Look again
        </a>
      </p>
    </section>
  );
}

const WORDS = {
  made: ['success', 'imported'],
  duplicate: ['neutral', 'already here'],
  wrong: ['error', 'not taken'],
} as const;

/** What became of each line, and the way back. */
export function Result(props: {
  batch: Batch;
  lines: readonly DoneLine[];
  made: readonly (Made & { readonly line: number })[];
  path: string;
  form: FormState;
}) {
  const { batch, lines, path, form } = props;
  const made = Map.groupBy(props.made, it => it.line);
  return (
    <div class="flex flex-col gap-6">
      <ErrorSummary form={form} />
      <p>
        {batch.state === 'undone'
          ? 'This file was taken back. Choose it again to import it anew.'
          : `${batch.madeCount} of ${batch.lineCount} lines were imported.`}
      </p>
      <Table
        caption="Lines of the file"
        rows={lines}
        columns={[
          {
            heading: 'What',
            lead: true,
            cell: line => {
              const href = hrefOf(made.get(line.line) ?? []);
              if (href === undefined) return line.reason;
              return (
                <a class="link" href={href}>
                  {line.reason}
                </a>
              );
            },
          },
          { heading: 'Line', figures: true, cell: line => String(line.line) },
          {
            heading: 'Outcome',
            cell: ({ outcome }) => outcome && <Badge tone={WORDS[outcome][0]}>{WORDS[outcome][1]}</Badge>,
          },
        ]}
      />
      {batch.state === 'done' && batch.madeCount > 0 && (
        <form method="post" action={`${path}/undo`}>
          <p class="mb-2 max-w-prose text-muted">
            Taking it back deletes everything this file brought, also what you changed in it since. Where something new
            stands on it, nothing is deleted and you are told.
          </p>
          <button type="submit" class="btn btn-error min-h-11">
            Take the whole file back
          </button>
        </form>
      )}
    </div>
  );
}

/** The thing that a line is about: an organisation made in passing, or a payment, is not it. */
function hrefOf(made: readonly Made[]): string | undefined {
  for (const it of made) {
    if (it.kind === 'booking') return `/bookings/${showId('booking', it.id)}`;
    if (it.kind === 'invoice') return `/invoices/${showId('invoice', it.id)}`;
  }
  const [first] = made;
  return first?.kind === 'organisation' ? `/organisations/${showId('organisation', first.id)}` : undefined;
}
