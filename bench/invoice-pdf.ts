/**
 * How long an invoice PDF takes: ours against a warm Chromium printing the same invoice from HTML, tagged, in one run on one
 * process each. `node bench/invoice-pdf.ts [rounds]`.
 */
import { type Browser, chromium } from '@playwright/test';
import type { InvoiceDocument, InvoiceLine } from '#features/invoices/invoice-content.ts';
import { renderInvoice } from '#features/invoices/invoice-document.ts';
import { formatDayShort } from '#rules/dates.ts';
import { formatPounds, pence, sumPence } from '#rules/money.ts';
import { annasInvoice } from '#tests/cast/papers.ts';
import { findChromium } from '#tests/support/chromium.ts';

const WARM_UP = 10;
const rounds = Number(process.argv[2] ?? 100);

const ours = await measure(renderInvoice);
const browser = await chromium.launch(await findChromium());
const theirs = await measureChromium(browser);
await browser.close();

console.log(`invoice PDF, median of ${rounds} after ${WARM_UP} to warm up`);
console.log(`  ours       ${ours.toFixed(1)} ms   ${(1000 / ours).toFixed(0)} a second`);
console.log(`  Chromium   ${theirs.toFixed(1)} ms   ${(1000 / theirs).toFixed(0)} a second   (${browser.version()})`);
console.log(`  ratio      ${(theirs / ours).toFixed(1)} times as fast`);

async function measureChromium(browser: Browser): Promise<number> {
  const page = await browser.newPage();
  return measure(async invoice => {
    await page.setContent(toHtml(invoice));
    return page.pdf({ format: 'A4', tagged: true, printBackground: true });
  });
}

/** Median milliseconds of `print`, every time with another invoice. */
async function measure(print: (invoice: InvoiceDocument) => Promise<Uint8Array>): Promise<number> {
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const invoice = anInvoice(round + WARM_UP);
    const start = performance.now();
    await print(invoice);
    if (round >= 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** Other people, places, days and amounts each time, so that nothing is gained by having met them before. */
function anInvoice(round: number): InvoiceDocument {
  const base = annasInvoice();
  const word = (seed: number) =>
    BigInt(round * 7919 + seed * 104_729 + 1_000_003)
      .toString(36)
      .replaceAll(/[0-9]/g, 'e');
  const lines = base.lines.map((line, at) => ({
    ...line,
    dates: `${line.dates.slice(0, 3)} ${at + 1} ${word(at)}`,
    description: `${line.description} ${word(at + 10)}`,
    amountPence: pence(line.amountPence + round * 7 + at),
  }));
  return {
    ...base,
    number: `AK-${1000 + round}`,
    buyer: { ...base.buyer, name: `${word(20)} ${word(21)} Practice`, addressLines: [word(22), word(23), word(24)] },
    lines,
    totalPence: sumPence([base.totalPence, ...lines.map((_, at) => pence(round * 7 + at))]),
  };
}

function toHtml(invoice: InvoiceDocument): string {
  const { seller, buyer, payment } = invoice;
  const name = seller.kind === 'sole_trader' ? seller.name : seller.companyName;
  return `<!doctype html><html lang="en-GB"><title>Invoice ${invoice.number}</title>
<style>body{font:9.5pt 'Source Sans 3',sans-serif;margin:0}h1,h2{color:#0f5c63}table{width:100%;border-collapse:collapse}
td,th{text-align:left;padding:4pt;border-bottom:1px solid #cbd5d7}td:last-child,th:last-child{text-align:right}</style>
<h1>Invoice ${invoice.number}</h1><p>${name}<br>${seller.addressLines.join('<br>')}<br>${seller.email}</p>
<p>${buyer.name}<br>${buyer.addressLines.join('<br>')}</p>
<p>${formatDayShort(invoice.issueDate)}, due ${formatDayShort(invoice.dueDate)}</p>
<h2>Work</h2>${toTable(invoice.lines)}<h2>Expenses</h2>${toTable(invoice.expenses)}
<h2>NHS pension</h2><p>${formatPounds(invoice.employerPension?.amountPence ?? invoice.totalPence)}</p>
<p><strong>Total ${formatPounds(invoice.totalPence)}</strong></p><p>${invoice.vatNote}</p>
<h2>How to pay</h2><p>${payment.accountName}, ${payment.bankName}, ${payment.sortCode}, ${payment.accountNumber}</p>
<h2>Terms</h2><p>${invoice.terms}</p></html>`;
}

function toTable(lines: readonly InvoiceLine[]): string {
  const rows = lines.map(
    line =>
      `<tr><td>${line.dates}<td>${line.description}<td>${line.quantityText}<td>${line.rateText}<td>${formatPounds(line.amountPence)}`,
  );
  return `<table><tr><th>Date<th>Description<th>Quantity<th>Rate<th>Amount</tr>${rows.join('')}</table>`;
}
