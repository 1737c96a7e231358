import { Moment } from '#platform/ui/figures.tsx';
import { showId } from '#rules/ids.ts';
import type { Receipt } from '../expense.ts';

/** The receipts of an expense: photos to look at, papers to open, each to save or to take off. */
export function Receipts({ path, receipts }: { path: string; receipts: readonly Receipt[] }) {
  if (receipts.length === 0) return <p class="mb-4 text-muted">None yet.</p>;
  return (
    <ul class="mb-6 flex flex-col border-t border-base-300">
      {receipts.map(receipt => {
        const file = `${path}/receipts/${showId('file', receipt.fileId)}`;
        const isPicture = receipt.contentType.startsWith('image/');
        return (
          <li class="flex flex-wrap items-center gap-4 border-b border-base-300 py-3">
            <a href={file} class="link min-w-0 flex-1 break-words">
              {isPicture ? (
                <img
                  src={file}
                  alt={`Receipt ${receipt.name}`}
                  class="max-h-48 rounded-box border border-base-300"
                  loading="lazy"
                />
              ) : (
                `${receipt.name} (${Math.max(1, Math.round(receipt.sizeBytes / 1024))} kB)`
              )}
            </a>
            <span class="text-sm text-muted">
              <Moment at={receipt.addedAt} />
            </span>
            <span class="flex flex-wrap gap-2">
              <a href={`${file}?download`} class="btn btn-sm min-h-11" aria-label={`Download ${receipt.name}`}>
                Download
              </a>
              <form method="post" action={`${file}/delete`}>
                <button type="submit" class="btn btn-ghost btn-sm min-h-11" aria-label={`Remove ${receipt.name}`}>
                  Remove
                </button>
              </form>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
