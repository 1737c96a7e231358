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
  expect(text).toContain('Host LHB EA code');
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

test('an invoice of two scheme years has two forms, and each says which it is', async () => {
  const { text, title } = await readPaper(await renderFormA({ ...annasFormA(), part: { number: 2, of: 2 } }));
  expect(text).toContain('for invoice AK-0042, part 2 of 2');
  expect(title).toContain('part 2 of 2');
});

test('the form says plainly that the official one of its year was not read', async () => {
  const cautious = await readPaper(await renderFormA(annasFormA()));
  expect(cautious.text).toContain('The official form of 2026/27 could not be read');
  const known = await readPaper(await renderFormA({ ...annasFormA(), schemeYear: '2021/22' }));
  expect(known.text).not.toContain('could not be read');
});

test('before 2021/22 the practice stamps the form and the reference has 16 characters', async () => {
  const old = await readPaper(await renderFormA({ ...annasFormA(), schemeYear: '2017/18' }));
  expect(old.text).toContain('Stamp of the practice');
  expect(old.text).toContain('12345678LOCDEC26');
  expect(old.text).not.toContain('12345678LOCDEC2026');
  expect((await readPaper(await renderFormA(annasFormA()))).text).not.toContain('Stamp');
});

test.each([
  [
    'scotland',
    'NHS Pension Scheme (Scotland)',
    'Payment reference, if you were given one',
    'Practitioner Services (PSD)',
  ],
  ['northern_ireland', 'HSC Pension Scheme', 'GMC number (payment reference)', 'HSC Pensions'],
] as const)(
  'in %s the practice pays no employer’s share, and the form has no box for it',
  async (nation, scheme, reference, office) => {
    const { paymentReference: _, ...form } = annasFormA();
    const paper = await readPaper(
      await renderFormA({ ...form, nation, locum: { ...form.locum, hostCode: '', gmcNumber: '7123456' } }),
    );
    for (const part of [scheme, reference, office, 'Box 1 Gross fee, without expenses £1,700.00'])
      expect(paper.text).toContain(part);
    if (nation === 'northern_ireland') expect(paper.text).toContain('7123456');
    for (const part of ['Box 3', '14.38%', 'employer contribution in box 3', 'PCSE'])
      expect(paper.text).not.toContain(part);
    expect(overlaps(paper.runs)).toEqual([]);
    expect(outside(paper.runs)).toEqual([]);
  },
);

test('Form A carries every line of its content, in the order of the form', async () => {
  const { text } = await readPaper(await renderFormA(annasFormA()));
  const lines = [
    'Part 1: to be completed by the locum GP',
    '12345678LOCDEC2026',
    'Host PCSE EA code',
    'Tue 3 Nov 2026 Tue 3 Nov 2026 1',
    'Tue 24 Nov 2026 Tue 24 Nov 2026 1',
    'as an individual in my own name',
    'Signed electronically: Anna Kowalska',
    'Part 2: to be completed by the practice',
    'Box 1 Gross fee, without the employer contribution and expenses £1,700.00',
    'Box 2 Pensionable pay (90% of box 1) £1,530.00',
    'Box 3 Employer contribution (14.38% of box 2) £220.01',
    'GP or GPs covered',
    'Riverside Medical Practice',
    'Signature for the practice (not the locum)',
  ];
  const places = lines.map(line => text.indexOf(line));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a form of a year of which none is known is refused', async () => {
  await expect(renderFormA({ ...annasFormA(), schemeYear: '2016/17' })).rejects.toThrow('no form of 2016/17 is known');
});
