import { asOwner, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { noteChange } from './changes.ts';
import type { SettingsInput } from './input.ts';

export async function keepSettings(
  ctx: Needs<'db' | 'clock' | 'queue'>,
  owner: Owner,
  input: SettingsInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const columns = {
      guard_minutes: input.guardMinutes,
      notice_hours: input.noticeHours,
      shortest_minutes: input.shortestMinutes,
      horizon_days: input.horizonDays,
      updated_at: ctx.clock.now(),
    };
    await tx.db
      .insertInto('availability_settings')
      .values({ account_id: tx.accountId, ...columns })
      .onConflict(conflict => conflict.column('account_id').doUpdateSet(columns))
      .execute();
    await noteChange(ctx, tx);
  });
}
