import { z } from 'zod';
import { optionalText } from '#platform/input.ts';
import {
  ADDRESS_SCHEMES,
  checkElectronicAddress,
  type ElectronicAddress,
} from '#rules/identifiers/electronic-address.ts';

/** An electronic address; nothing typed is none. */
export const electronicAddressInput = z
  .object({
    scheme: z.enum(ADDRESS_SCHEMES, { error: 'Choose the kind of address.' }).or(z.literal('')).optional(),
    identifier: optionalText('the address', 40),
  })
  .transform(({ scheme, identifier }, ctx): ElectronicAddress | null => {
    if (identifier === null) return null;
    if (!scheme) {
      ctx.addIssue({ code: 'custom', path: ['scheme'], message: 'Choose the kind of address.' });
      return z.NEVER;
    }
    const answer = checkElectronicAddress(scheme, identifier);
    if (answer.ok) return { scheme, identifier: answer.value };
    ctx.addIssue({ code: 'custom', path: ['identifier'], message: answer.message });
    return z.NEVER;
  });
