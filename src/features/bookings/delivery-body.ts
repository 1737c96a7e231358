import { z } from '@hono/zod-openapi';
import { readInput } from '#platform/form.ts';
import { money, requiredText } from '#platform/input.ts';
import { plainPounds } from '#rules/money.ts';
import { type DeliveryInput, deliveryInput } from './input.ts';

/** Times and extras as worked, as the API takes them: extras as things, not as the columns of a form. */
export const deliveryBody = z.object({
  start: z.string().openapi({ example: '08:30' }),
  end: z.string().openapi({ example: '13:00' }),
  breakMinutes: z.union([z.string(), z.number()]).optional(),
  units: z.union([z.string(), z.number()]).optional(),
  miles: z.union([z.string(), z.number()]).optional(),
  extras: z
    .array(
      z.object({
        kind: z.enum(['work', 'expense']),
        description: requiredText('what the extra was'),
        amount: money('the amount of the extra'),
      }),
    )
    .default([]),
});

/** The same as the verbs take it. Refuses field by field. */
export function readDelivery(body: z.output<typeof deliveryBody>): DeliveryInput {
  const { extras, ...rest } = body;
  return readInput(deliveryInput, {
    ...rest,
    extraKind: extras.map(it => it.kind),
    extraDescription: extras.map(it => it.description),
    extraAmount: extras.map(it => plainPounds(it.amount)),
  });
}
