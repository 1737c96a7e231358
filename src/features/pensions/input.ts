import { z } from 'zod';
import { day, optionalText, requiredText } from '#platform/input.ts';

export const submissionInput = z.object({
  on: day('the day you sent it'),
  to: requiredText('where you sent it, such as PCSE Online', 120),
  reference: optionalText('the reference you were given', 80),
});
