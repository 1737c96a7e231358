import { expect, test } from 'vitest';
import { runAll } from './run-all.ts';

const failing = (message: string) => async () => {
  throw new Error(message);
};

test('a step that fails starves none of those after it, and the job fails with its fault', async () => {
  const ran: string[] = [];
  const step = (name: string) => async () => ran.push(name);
  await expect(runAll([step('first'), failing('listing'), step('warnings'), step('chases')])).rejects.toThrow(
    'listing',
  );
  expect(ran).toEqual(['first', 'warnings', 'chases']);
});

test('several faults are told together, and without any the job is done', async () => {
  await expect(runAll([failing('a'), failing('b'), async () => 1])).rejects.toThrow('2 of 3 steps failed');
  await expect(runAll([async () => 1])).resolves.toBeUndefined();
});
