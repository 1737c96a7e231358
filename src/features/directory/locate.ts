import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import type { Located } from '#ports/geocoder.ts';

/** Where a searched postcode or place is, "about" where only our own table answers. Refuses with a sentence what nobody knows, and what cannot be asked just now. */
export async function locate(
  ctx: Needs<'geocoder'>,
  near: string,
): Promise<Extract<Located, { readonly kind: 'found' }>> {
  const isPostcode = /^[A-Za-z]{1,2}\d/.test(near.trim());
  const located = isPostcode ? await ctx.geocoder.locatePostcode(near) : await ctx.geocoder.locatePlace(near);
  if (located.kind === 'found') return located;
  if (located.kind === 'unavailable' && located.instead)
    return { kind: 'found', precision: 'about', ...located.instead };
  throw new InputRefusal({
    near:
      located.kind === 'unavailable'
        ? 'Places cannot be looked up just now. Please try again in a minute, or search without one.'
        : isPostcode
          ? 'That postcode is not known. Check it, or enter a town.'
          : 'That place is not known. Enter a postcode or the name of a larger town.',
  });
}
