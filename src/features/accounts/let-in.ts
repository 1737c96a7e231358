import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** Begins a session for somebody who proved who they are in another way than by a password. Callable from our own code alone. */
export const letIn = {
  id: 'let-in',
  endpoints: {
    letIn: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ accountId: z.string() }), requireHeaders: true },
      async ctx => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.accountId);
        if (!user) throw new Error('the account of a passkey is gone');
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ token: session.token });
      },
    ),
  },
} satisfies BetterAuthPlugin;
