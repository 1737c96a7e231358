import { APIError } from 'better-auth/api';
import type { z } from 'zod';
import { ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import type { SignInEngine } from './engine.ts';
import type { signUpInput } from './input.ts';
import { sendKnownAddressLetter } from './letters.ts';
import { fullName } from './store.ts';

/**
 * Makes the account and mails the link that confirms its address. An address that has an account gets a letter saying so;
 * the page says the same in both cases, so that nobody can find out who is here.
 */
export async function signUp(
  ctx: Needs<'db' | 'queue' | 'clock' | 'site'>,
  engine: SignInEngine,
  input: z.output<typeof signUpInput>,
): Promise<void> {
  const known = await (await engine.$context).internalAdapter.findUserByEmail(input.email);
  if (known) {
    await sendKnownAddressLetter(ctx, ownerOf(known.user.id), known.user);
    return;
  }
  try {
    await engine.api.signUpEmail({
      body: {
        email: input.email,
        password: input.password,
        name: fullName(input),
        ...(input.title === null ? {} : { title: input.title }),
        firstName: input.firstName,
        lastName: input.lastName,
        profession: input.profession,
        declaredAdultAt: new Date(ctx.clock.now().epochMilliseconds),
      },
    });
  } catch (fault) {
    // two sign-ups with one address at the same moment: the other one won and mailed its link
    if (!(fault instanceof APIError && fault.status === 'UNPROCESSABLE_ENTITY')) throw fault;
  }
}
