import { expect, test } from 'vitest';
import { annasSoloRecord, annasSoloYear } from '#tests/cast/papers.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { renderSoloAnnual, renderSoloRecord } from './solo-document.ts';

test('the record of a month lists each piece of work with all of its pay, and says that the provider pays', async () => {
  const paper = await readPaper(await renderSoloRecord(annasSoloRecord()));
  for (const line of [
    'Calder Out of Hours',
    'Y01234',
    'November 2026',
    '10.7%',
    'Mon 2 Nov 2026 Out of hours £480.00 £25.00 £505.00',
    'Tue 3 Nov 2026 Out of hours £480.00 £0.00 £480.00',
    'Wed 4 Nov 2026 Out of hours £480.00 £0.00 £480.00',
    'Pensionable pay £1,465.00',
    'money for SOLO work that a GP sends is rejected',
    'could not be read',
    'This is not an NHS document.',
  ])
    expect(paper.text).toContain(line);
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('a tier that is not known is a line to write on', async () => {
  const { tierBasisPoints: _, ...record } = annasSoloRecord();
  const { text } = await readPaper(await renderSoloRecord(record));
  expect(text).toContain('Tier to take contributions at');
  expect(text).not.toContain('%');
});

test('a month of many shifts runs over within its margins', async () => {
  const paper = await readPaper(await renderSoloRecord(annasSoloRecord(45)));
  expect(paper.pages).toHaveLength(2);
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('the annual form sums each provider and says whose figure it is and what is not known', async () => {
  const paper = await readPaper(await renderSoloAnnual(annasSoloYear()));
  for (const line of [
    'Calder Out of Hours, Y01234',
    'October 2026 2 the provider £960.00 £102.72',
    'November 2026 3 the provider £1,465.00 £156.76',
    'All £2,425.00 £259.48',
    'Pennine GP Federation',
    'February 2027 1 bookings here £300.50 not known',
    'Pensionable pay £2,725.50 Contributions taken not known',
  ])
    expect(paper.text).toContain(line);
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('in Scotland the paper says that no form is known, and the same content is the same file', async () => {
  const scottish = { ...annasSoloYear(), scheme: 'scotland' as const };
  const bytes = await renderSoloAnnual(scottish);
  expect((await readPaper(bytes)).text).toContain('Whether Scotland has a form for this is not known.');
  expect(Buffer.from(bytes).equals(await renderSoloAnnual(scottish))).toBe(true);
});
