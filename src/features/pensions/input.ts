import { z } from 'zod';
import { checkbox, day, optionalText, requiredText } from '#platform/input.ts';
import { parseDay } from '#rules/dates.ts';

export const submissionInput = z.object({
  on: day('the day you sent it'),
  to: requiredText('where you sent it, such as PCSE Online', 120),
  reference: optionalText('the reference you were given', 80),
});

/** The practice's half of Form A. A drawing comes as the PNG that a browser's canvas gives; without one the typed name signs. */
export const certificateInput = z
  .object({
    name: requiredText('your full name', 100),
    role: requiredText('your role', 100),
    practiceCode: optionalText('the practice code', 20),
    coveredGps: optionalText('the GPs covered', 200),
    paidOn: z.string().optional(),
    drawing: z.string().max(400_000, 'The drawing is too large. Clear it and draw again.').optional(),
    declared: checkbox().refine(declared => declared, { error: 'Tick that part 2 is right, or do not sign.' }),
  })
  .transform(({ paidOn, drawing, declared: _, ...rest }, ctx) => {
    const read = paidOn?.trim() ? parseDay(paidOn.trim()) : undefined;
    if (read && !read.ok)
      ctx.addIssue({ code: 'custom', path: ['paidOn'], message: 'Enter the day as a date, such as 24/11/2026.' });
    const png = drawing ? /^data:image\/png;base64,([A-Za-z0-9+/=]+)$/.exec(drawing)?.[1] : undefined;
    if (drawing && !png)
      ctx.addIssue({
        code: 'custom',
        path: ['drawing'],
        message: 'The drawing could not be read. Clear it and draw again.',
      });
    return { ...rest, paidOn: read?.ok ? read.day : null, drawing: png ? Buffer.from(png, 'base64') : null };
  });

export type CertificateInput = z.output<typeof certificateInput>;
