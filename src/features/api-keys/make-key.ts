import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import type { apiKeyInput } from './input.ts';
import { insertKey, revokeKeyRow } from './store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Makes a key and answers its text, this once. */
export async function makeKey(ctx: Ctx, owner: Owner, input: z.output<typeof apiKeyInput>): Promise<string> {
  const text = `sk_live_${randomBytes(32).toString('base64url')}`;
  const [id, now] = [newId('apiKey'), ctx.clock.now()];
  await asOwner(ctx.db, owner, async tx => {
    await insertKey(tx, {
      id,
      text,
      label: input.label,
      scope: input.scope,
      createdAt: now,
      expiresAt: now.add({ hours: 24 * input.days }),
    });
    await recordFact(ctx, tx, { kind: 'api_key.made', subjectId: id, details: { scope: input.scope } });
  });
  return text;
}

/** Revokes a key at once. Refuses `not_found`. */
export async function revokeKey(ctx: Ctx, owner: Owner, id: Id<'apiKey'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await revokeKeyRow(tx, id, ctx.clock.now()))) throw notFound('key');
    await recordFact(ctx, tx, { kind: 'api_key.revoked', subjectId: id });
  });
}
