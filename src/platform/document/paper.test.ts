import { expect, test } from 'vitest';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { heading, paragraph } from './blocks.ts';
import { readFaces, sharedFaces } from './faces.ts';
import { type Paper, writePaper } from './paper.ts';
import { type TableColumn, table } from './table.ts';

const COLUMNS: readonly TableColumn[] = [
  { heading: 'What was done', share: 0.7 },
  { heading: 'Sum asked', share: 0.3, align: 'right' },
];

async function write(draw: (paper: Paper) => void, title = 'A paper'): Promise<Uint8Array> {
  const madeAt = Temporal.Instant.from('2026-11-24T09:00:00Z');
  return writePaper({ title, author: 'Anna', madeAt, footer: 'Foot' }, await sharedFaces(), draw);
}

test('a paper names its language and title and is tagged for screen readers', async () => {
  const paper = await readPaper(
    await write(it => {
      heading(it, 'Work');
      table(it, COLUMNS, [['Surgery', '£1.00']]);
    }),
  );
  expect(paper).toMatchObject({ language: 'en-GB', title: 'A paper', marked: true });
  expect(paper.roles).toEqual(expect.arrayContaining(['Document', 'H2', 'Table', 'THead', 'TH', 'TBody', 'TR', 'TD']));
});

test('the file says that it keeps to PDF/UA, also where a name needs escaping in its metadata', async () => {
  const bytes = await write(it => paragraph(it, 'Text'), 'Smith & Sons <Leeds>');
  const file = Buffer.from(bytes).toString('latin1');
  expect(file).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(file).toContain('Smith &amp; Sons &lt;Leeds&gt;');
  expect(file).toContain('/StructTreeRoot');
  expect((await readPaper(bytes)).title).toBe('Smith & Sons <Leeds>');
});

test('a table of 60 lines repeats its headings on every page, once for the ear', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => [`Line ${at + 1}`, '£425.00']);
  const bytes = await write(it => table(it, COLUMNS, rows));
  const paper = await readPaper(bytes);
  expect(paper.pages.length).toBeGreaterThan(1);
  for (const [at, page] of paper.pages.entries()) {
    expect(page).toContain('What was done');
    expect(page).toContain(`Page ${at + 1} of ${paper.pages.length}`);
  }
  expect(
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/S \/TH\b/g),
  ).toHaveLength(2);
  for (const [text] of rows) expect(paper.runs.filter(run => run.text === text)).toHaveLength(1);
});

test('a row taller than a page is continued on the next', async () => {
  const words = Array.from({ length: 1500 }, (_, at) => `word${at}`);
  const paper = await readPaper(await write(it => table(it, COLUMNS, [[words.join(' '), '£1.00']])));
  expect(paper.pages.length).toBeGreaterThan(1);
  expect(words.filter(word => !paper.text.includes(word))).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
  expect(overlaps(paper.runs)).toEqual([]);
});

test('names of Poland, Wales and Ireland are printed and read back letter by letter', async () => {
  const names = [
    'Żółć Gęślą Jaźń Świętosława',
    'Siân Ŵyn Tŷ Llŷr',
    'Seán Ó Ṁurċú Ní Ḋoṁnaill',
    'Dvořák Győző Şahin Nguyễn',
  ];
  const paper = await readPaper(await write(it => names.forEach(name => void paragraph(it, name))));
  for (const name of names) expect(paper.text).toContain(name);
});

test('letters that make ligatures in print read back as they were typed', async () => {
  const paper = await readPaper(await write(it => paragraph(it, 'Office of the first floor, Sheffield')));
  expect(paper.text).toContain('Office of the first floor, Sheffield');
});

test('a letter that the face lacks becomes a question mark', async () => {
  const paper = await readPaper(await write(it => paragraph(it, 'Thanks 🙂')));
  expect(paper.text).toContain('Thanks ?');
});

test('what was printed before changes no byte of what is printed now', async () => {
  const once = await write(it => paragraph(it, 'Zażółć – gęślą\u00a0jaźń'));
  await write(it => paragraph(it, 'Something else\u00ad entirely: ﬁ ﬂ µ Ω ∆'));
  expect(Buffer.from(once).equals(await write(it => paragraph(it, 'Zażółć – gęślą\u00a0jaźń')))).toBe(true);
});

test('faces are read from the folder that is named, and it is said where they are not there', async () => {
  await expect(readFaces('/nowhere')).rejects.toThrow('/nowhere/400Regular');
});
