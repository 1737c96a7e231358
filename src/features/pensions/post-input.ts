import { z } from 'zod';
import { checkbox, choice, day, optionalMoney, requiredText, shownId } from '#platform/input.ts';
import { readPensionMonth } from '#rules/pension-month.ts';
import { POST_KINDS } from './post-kinds.ts';

export const postInput = z
  .object({
    id: shownId('post', 'the post').optional(),
    kind: choice('what kind of post it is', POST_KINDS),
    employer: requiredText('who pays you', 160),
    organisation: z
      .union([z.literal('').transform(() => null), z.null(), shownId('organisation', 'the organisation')])
      .optional()
      .transform(id => id ?? null),
    scheme: choice('whose scheme it is', ['england_and_wales', 'scotland', 'northern_ireland']),
    startedOn: day('the first day'),
    endedOn: z
      .union([z.literal('').transform(() => null), z.null(), day('the last day')])
      .optional()
      .transform(it => it ?? null),
    isContinuous: checkbox(),
  })
  .superRefine((post, ctx) => {
    if (post.endedOn !== null && Temporal.PlainDate.compare(post.endedOn, post.startedOn) < 0)
      ctx.addIssue({ code: 'custom', path: ['endedOn'], message: 'The last day is before the first.' });
    if (post.organisation !== null && post.kind !== 'solo')
      ctx.addIssue({
        code: 'custom',
        path: ['organisation'],
        message: 'Only SOLO work is booked with an organisation here. Leave this empty.',
      });
  });

export type PostInput = z.output<typeof postInput>;

/** Pay by month. A month left empty holds none. */
export const postPayInput = z.object({
  pay: z
    .array(
      z
        .object({
          month: z.string().transform((text, ctx) => {
            const month = readPensionMonth(text);
            if (month) return month;
            ctx.addIssue({ code: 'custom', message: 'Give the month like 2026-11.' });
            return z.NEVER;
          }),
          pensionable: optionalMoney('the pensionable pay'),
          contributed: optionalMoney('the contribution'),
        })
        .superRefine((it, ctx) => {
          if (it.contributed === null) return;
          const message =
            it.pensionable === null
              ? 'Enter the pensionable pay that the contribution was taken from.'
              : 'The contribution is more than the pensionable pay.';
          if (it.pensionable === null) ctx.addIssue({ code: 'custom', path: ['pensionable'], message });
          else if (it.contributed > it.pensionable) ctx.addIssue({ code: 'custom', path: ['contributed'], message });
        }),
    )
    .max(12, 'A scheme year has twelve months.'),
});

export type PostPayInput = z.output<typeof postPayInput>;
