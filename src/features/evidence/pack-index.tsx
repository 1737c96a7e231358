import { createHash } from 'node:crypto';
import { type ArchiveEntry, SUMS_FILE } from '#platform/archive/zip.ts';
import { formatDay, formatMoment } from '#rules/dates.ts';
import { formatPounds } from '#rules/money.ts';
import type { Gathered, Piece } from './gather.ts';

/** The first thing to open in a pack: what is owed, and each file with what it proves and its sum. One file that loads nothing. */
export async function packIndex(
  { invoice, accountName, interest }: Gathered,
  files: readonly { readonly piece: Piece; readonly bytes: Uint8Array }[],
  madeAt: Temporal.Instant,
): Promise<ArchiveEntry> {
  const title = `Evidence for invoice ${invoice.number}`;
  const page = await (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <h1>{title}</h1>
        <p>
          {accountName} to {invoice.organisationName}. Gathered {formatMoment(madeAt)} by Sessional from what was kept
          as it happened.
        </p>
        <dl>
          <dt>Total</dt>
          <dd>{formatPounds(invoice.totalPence)}</dd>
          <dt>Due</dt>
          <dd>{invoice.dueDate ? formatDay(invoice.dueDate) : ''}</dd>
          <dt>Outstanding</dt>
          <dd>{formatPounds(invoice.outstandingPence)}</dd>
          <dt>Interest and compensation not asked for yet</dt>
          <dd>{interest.ok ? formatPounds(interest.totalPence) : 'none'}</dd>
        </dl>
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What it shows</th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ piece, bytes }) => (
              <tr>
                <td>
                  <a href={piece.name.split('/').map(encodeURIComponent).join('/')}>{piece.name}</a>
                </td>
                <td>{piece.proves}</td>
                <td>
                  <code>{createHash('sha256').update(bytes).digest('hex')}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          The same sums are in {SUMS_FILE}; <code>sha256sum -c {SUMS_FILE}</code> says whether a file was changed since.
        </p>
      </body>
    </html>
  );
  return { name: 'index.html', bytes: new TextEncoder().encode(`<!doctype html>${page}`) };
}

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid #999; overflow-wrap: anywhere; }
code { font-size: 0.8em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
dd { margin: 0; }
`;
