import { z } from 'zod';

/** The person types the account's own address, so that nobody closes an account by a slip. */
export const leaveInput = z.object({ email: z.string().trim().toLowerCase() });
