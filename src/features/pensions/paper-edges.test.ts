import sharp from 'sharp';
import { expect, test } from 'vitest';
import { sharedFaces } from '#platform/document/faces.ts';
import { writePaper } from '#platform/document/paper.ts';
import { pence } from '#rules/money.ts';
import type { PensionMonth } from '#rules/pension-month.ts';
import { annasFormA, annasFormB, annasSoloRecord, annasSoloYear, annasType2 } from '#tests/cast/papers.ts';
import { beyondMargins, lookAtPaper } from '#tests/support/look-at-paper.ts';
import { renderFormA, renderSignedFormA } from './form-a-document.ts';
import { renderFormB } from './form-b-document.ts';
import { renderSoloAnnual, renderSoloRecord } from './solo-document.ts';
import { renderType2 } from './type2-document.ts';

/** Millimetres that stay white: 51 points at the sides, 46 at the top; the footer stands lowest. */
const MARGINS = { side: 17.5, top: 15, bottom: 10 };

const LONG = 'The Royal Borough and Wharfedale Valley Primary Care Partnership at Kirkby-in-Ashfield Health Centre';
const LONGEST_NAME = 'Wilhelmina-Alexandra Fotheringham-Featherstonehaugh de Montmorency-Cholmondeley';
const UNBROKEN = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch';

test.each([
  ['Form A of 40 runs of days at a practice of a long name', () => renderFormA(longFormA())],
  ['Form A signed by a drawn signature, with its evidence', () => signedFormA()],
  ['Form B of 60 lines', () => renderFormB(longFormB('england'))],
  ['Form B of Wales', () => renderFormB(longFormB('wales'))],
  [
    'a SOLO month of 45 shifts',
    () => renderSoloRecord({ ...annasSoloRecord(45), provider: { name: LONG, code: 'Y01234' } }),
  ],
  ['a SOLO year of 14 providers', () => renderSoloAnnual(longSoloYear())],
  ['Type 2 figures of 40 roles', () => renderType2(longType2())],
])('%s: on every page from the first to the last nothing is drawn past the margins', async (_, render) => {
  const sheets = await lookAtPaper(await render());
  for (const sheet of sheets) {
    expect(sheet.widthMm).toBeCloseTo(210, 0);
    expect(sheet.heightMm).toBeCloseTo(297, 0);
    // a page that was drawn, neither blank nor blackened
    expect(sheet.inked).toBeGreaterThan(0.002);
    expect(sheet.inked).toBeLessThan(0.25);
  }
  expect(beyondMargins(sheets, MARGINS)).toEqual([]);
});

test('these papers are long enough to have edges on both sides of a page turn', async () => {
  for (const render of [renderFormA(longFormA()), renderFormB(longFormB('england')), renderSoloAnnual(longSoloYear())])
    expect((await lookAtPaper(await render)).length).toBeGreaterThan(1);
});

test('a line that sticks out is seen', async () => {
  const facts = {
    title: 'Too wide',
    author: 'Nobody',
    madeAt: Temporal.Instant.from('2026-11-24T10:00:00Z'),
    footer: '',
  };
  const paper = await writePaper(facts, await sharedFaces(), it => it.rule(it.left, 300, it.width + 10));
  expect(beyondMargins(await lookAtPaper(paper), MARGINS)).toEqual(['page 1: ink 14.5 mm from the right']);
});

function longFormA() {
  const form = annasFormA();
  const first = Temporal.PlainDate.from('2026-04-02');
  return {
    ...form,
    locum: { ...form.locum, name: LONGEST_NAME },
    periods: Array.from({ length: 40 }, (_, at) => ({
      from: first.add({ days: 3 * at }),
      to: first.add({ days: 3 * at + 1 }),
    })),
    practice: { ...form.practice, name: LONG, coveredGps: `${LONGEST_NAME}, ${UNBROKEN}, ${LONGEST_NAME}` },
    feePence: pence(99_999_999),
    pensionablePayPence: pence(89_999_999),
    employerContributionPence: pence(12_942_000),
  };
}

async function signedFormA(): Promise<Uint8Array> {
  const form = longFormA();
  const stroke = '<path d="M2 190 L300 4 L598 190" stroke="black" stroke-width="6" fill="none"/>';
  const drawing = await sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">${stroke}</svg>`),
  )
    .png()
    .toBuffer();
  const on = Temporal.PlainDate.from('2026-12-01');
  const practice = { ...form.practice, paidOn: on, signature: { name: LONGEST_NAME, on, role: LONG, drawing } };
  return renderSignedFormA(
    { ...form, practice },
    {
      name: LONGEST_NAME,
      role: LONG,
      method: 'drawn',
      signedAt: Temporal.Instant.from('2026-12-01T10:00:00Z'),
      device: 'Firefox on a telephone of a very long description, release one hundred and forty',
      callerHash: 'b7f3c2'.repeat(11),
      documentSha256: 'a1'.repeat(32),
      sentTo: `${'finance.and.administration'.repeat(3)}@${UNBROKEN.toLowerCase()}.example.nhs.uk`,
    },
  );
}

function longFormB(nation: 'england' | 'wales') {
  const form = annasFormB(60);
  return {
    ...form,
    nation,
    locum: {
      ...form.locum,
      surname: LONGEST_NAME,
      otherNames: LONGEST_NAME,
      addressLines: [LONG, LONG],
      email: `${UNBROKEN.toLowerCase()}@${UNBROKEN.toLowerCase()}.example`,
      healthBoardReference: 'HB-123456789',
    },
    lines: form.lines.map((line, at) => ({ ...line, practice: at % 2 === 0 ? LONG : UNBROKEN })),
  };
}

function longSoloYear() {
  const year = annasSoloYear();
  const months = Array.from({ length: 12 }, (_, at) => ({
    month: Temporal.PlainYearMonth.from('2026-04').add({ months: at }).toString() as PensionMonth,
    works: 12,
    pensionablePence: pence(99_999_999),
    contributedPence: undefined,
    by: 'bookings' as const,
  }));
  const provider = {
    name: LONG,
    code: 'Y01234',
    months,
    pensionablePence: pence(99_999_999),
    contributedPence: undefined,
  };
  return { ...year, providers: Array.from({ length: 14 }, () => provider) };
}

function longType2() {
  const figures = annasType2();
  return {
    ...figures,
    roles: Array.from({ length: 40 }, (_, at) => ({
      kind: 'salaried' as const,
      name: at % 2 === 0 ? LONG : UNBROKEN,
      days: 365,
      pensionablePence: pence(99_999_999),
      contributedPence: pence(99_999_999),
      isUntold: true,
    })),
  };
}
