import { expect, test } from 'vitest';
import { pence } from '#rules/money.ts';
import { annasType2 } from '#tests/cast/papers.ts';
import { outside, overlaps, readPaper } from '#tests/support/read-paper.ts';
import { renderType2 } from './type2-document.ts';

test('the figures stand by role, with the tier, what is due and what is still to pay', async () => {
  const paper = await readPaper(await renderType2(annasType2()));
  for (const line of [
    'Salaried Hilltop Surgery 182 £20,000.00 £1,960.00',
    'SOLO Calder Out of Hours – £2,425.00 not known',
    'Locum (Forms A and B) 12 forms in all 40 £15,300.00 £1,637.10',
    'All £37,725.00 £3,597.10',
    'Contributions that are not known count as not taken',
    'Pensionable income, all roles £37,725.00',
    'Days of service, of 365 210',
    'Annualised: income over days, times 365 £65,569.64',
    'Tier due 10.7%',
    'Contributions due at the tier £4,036.58 Contributions taken £3,597.10 Still to pay £439.48',
    'It has to be there by Mon 28 Feb 2028.',
    'could not be read',
  ])
    expect(paper.text).toContain(line);
  expect(overlaps(paper.runs)).toEqual([]);
  expect(outside(paper.runs)).toEqual([]);
});

test('it says who sends one: salaried and SOLO work, not Form A and B work alone', async () => {
  const { text } = await readPaper(await renderType2(annasType2()));
  expect(text).toContain('Whoever worked in the year as a salaried GP or by SOLO');
  expect(text).toContain('Who did Form A and B locum work only sends none.');
});

test('too much taken comes back, and an unknown tier is said to be unknown', async () => {
  const over = await readPaper(
    await renderType2({ ...annasType2(), duePence: pence(300_000), differencePence: pence(-59_710) }),
  );
  expect(over.text).toContain('To come back £597.10');
  const parts = annasType2().parts.map(part => ({ ...part, tierBasisPoints: undefined }));
  const unknown = await readPaper(
    await renderType2({ ...annasType2(), parts, duePence: undefined, differencePence: undefined }),
  );
  expect(unknown.text).toContain('Tier due not known');
  expect(unknown.text).toContain('Still to pay not known');
});

test('a year of two tables shows each part with its days', async () => {
  const [part] = annasType2().parts;
  if (!part) throw new Error('the cast has a part');
  const day = (text: string) => Temporal.PlainDate.from(text);
  const parts = [
    { ...part, first: day('2022-04-01'), last: day('2022-09-30'), baseDays: 183, days: 100 },
    { ...part, first: day('2022-10-01'), last: day('2023-03-31'), baseDays: 182, days: 110 },
  ];
  const { text } = await readPaper(await renderType2({ ...annasType2(), schemeYear: '2022/23', parts }));
  for (const line of [
    'Fri 1 Apr 2022 to Fri 30 Sep 2022',
    'Days of service, of 183 100',
    'Days of service, of 182 110',
  ])
    expect(text).toContain(line);
});

test('Scotland does not annualise and names no day', async () => {
  const { text } = await readPaper(await renderType2({ ...annasType2(), scheme: 'scotland', dueOn: undefined }));
  expect(text).not.toContain('Annualised');
  expect(text).toContain('How a year is settled in Scotland is not known here');
  expect(text).not.toContain('It has to be there');
});
