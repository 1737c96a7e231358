import { expect, test } from 'vitest';
import { annasFormA } from '#tests/cast/papers.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { renderFormA } from './form-a-document.ts';

test('Form A carries the locum, the days and the three boxes to the penny', async () => {
  const { text, pages, marked } = await readPaper(await renderFormA(annasFormA()));
  for (const part of [
    'Anna Kowalska',
    'QQ 12 34 56 C',
    '12345678LOCDEC2026',
    '2026/27',
    'AK-0042',
    'Riverside Medical Practice',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain('Tue 3 Nov 2026');
  expect(text).toMatch(
    /Box 1 .*£1,700\.00 Box 2 .*£1,530\.00 Box 3 Employer contribution \(14\.38% of box 2\) £220\.01/,
  );
  expect(pages).toHaveLength(1);
  expect(marked).toBe(true);
});

test('Form A says that it is not a paper of the NHS', async () => {
  const { text } = await readPaper(await renderFormA(annasFormA()));
  expect(text).toContain('This is not an NHS document.');
});

test('the declaration to be an individual is ticked only by a signature', async () => {
  const { signature: _, ...unsigned } = annasFormA();
  expect((await readPaper(await renderFormA(annasFormA()))).text).toContain('✓');
  expect((await readPaper(await renderFormA(unsigned))).text).not.toContain('✓');
});

test('what the practice has filled in stands in its half', async () => {
  const form = annasFormA();
  const on = Temporal.PlainDate.from('2026-12-18');
  const signature = { name: 'Mo Bashir', role: 'Practice manager', on };
  const practice = { ...form.practice, coveredGps: 'Dr Patel', paidOn: on, signature };
  const { text } = await readPaper(await renderFormA({ ...form, practice }));
  for (const part of ['Dr Patel', '18 Dec 2026', 'Signed electronically: Mo Bashir', 'Practice manager'])
    expect(text).toContain(part);
});

test('the Welsh form asks for the health board and its reference', async () => {
  const form = annasFormA();
  const locum = { ...form.locum, hostCode: '7A3', healthBoardReference: 'SB-991' };
  const { text } = await readPaper(await renderFormA({ ...form, nation: 'wales', locum }));
  expect(text).toContain('Host LHB code');
  expect(text).toContain('SB-991');
});

test('many days run over to a second page without lying over one another', async () => {
  const form = annasFormA();
  const periods = Array.from({ length: 40 }, (_, at) => {
    const from = Temporal.PlainDate.from('2026-05-01').add({ days: at * 3 });
    return { from, to: from.add({ days: 1 }) };
  });
  const paper = await readPaper(await renderFormA({ ...form, periods }));
  expect(paper.pages.length).toBe(2);
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('the same Form A is the same file byte for byte', async () => {
  expect(Buffer.from(await renderFormA(annasFormA())).equals(await renderFormA(annasFormA()))).toBe(true);
});
