import { expect, test } from 'vitest';
import { NATION_CODES, type Nation } from '#rules/nation.ts';
import { hostFields } from './host-code.ts';

const profile = (nation: Nation) => ({ nation, hostCode: 'Q72', hostReference: 'SB-991' });
const printed = (home: Nation) => NATION_CODES.filter(nation => hostFields(profile(home), nation).hostCode !== '');

test('the host code stands on forms of the nation whose office has it: PCSE or a Health Board', () => {
  expect(printed('england')).toEqual(['england']);
  expect(printed('wales')).toEqual(['wales']);
  expect(printed('scotland')).toEqual([]);
  expect(printed('northern_ireland')).toEqual([]);
});

test('only Health Boards give a reference', () => {
  expect(hostFields(profile('wales'), 'wales')).toEqual({ hostCode: 'Q72', healthBoardReference: 'SB-991' });
  expect(hostFields(profile('england'), 'england')).toEqual({ hostCode: 'Q72' });
});
