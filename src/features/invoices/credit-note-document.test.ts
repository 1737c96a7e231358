import { expect, test } from 'vitest';
import { pence } from '#rules/money.ts';
import { annasInvoice } from '#tests/cast/papers.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { type CreditNoteDocument, renderCreditNote } from './credit-note-document.ts';

function note(change: Partial<CreditNoteDocument> = {}): CreditNoteDocument {
  const { seller, buyer, madeAt, number, issueDate, totalPence } = annasInvoice();
  return {
    number: 'CN-0001',
    madeAt,
    issueDate,
    invoice: { number, issueDate, totalPence },
    seller,
    buyer,
    reason:
      'The work of Tue 3 Nov 2026 is not pensioned in the end: its forms did not reach the pension agency in time.',
    amountPence: pence(22_001),
    creditedBeforePence: pence(0),
    paidPence: pence(0),
    leftPence: pence(totalPence - 22_001),
    refundPence: pence(0),
    ...change,
  };
}

test('a credit note names both sides, the invoice that it credits, why, and what is left to pay', async () => {
  const paper = await readPaper(await renderCreditNote(note()));
  expect(paper.title).toBe('Credit note CN-0001');
  for (const part of [
    'Dr Anna Kowalska',
    'Riverside Medical Practice',
    'Credit note CN-0001',
    'credits invoice AK-0042 of 27 Nov 2026',
    'did not reach the pension agency',
    '£1,930.54',
    '-£220.01',
    'Left to pay £1,710.53',
  ])
    expect(paper.text.replaceAll(/\s+/g, ' ')).toContain(part);
  expect(paper.pages).toHaveLength(1);
});

test('of a paid invoice it says what goes back', async () => {
  const paid = note({ paidPence: pence(193_054), leftPence: pence(0), refundPence: pence(22_001) });
  const text = (await readPaper(await renderCreditNote(paid))).text.replaceAll(/\s+/g, ' ');
  expect(text).toContain('To be refunded to you £220.01');
  expect(text).toContain('so £220.01 goes back to you');
});

test('nothing runs over an edge or into something else, however long the reason is', async () => {
  const long = note({ reason: 'The work is not pensioned in the end. '.repeat(30), creditedBeforePence: pence(1) });
  const paper = await readPaper(await renderCreditNote(long));
  expect(outside(paper.runs)).toEqual([]);
  expect(overlaps(paper.runs)).toEqual([]);
});

test('the same content always gives the same bytes', async () => {
  const [first, second] = [await renderCreditNote(note()), await renderCreditNote(note())];
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});
