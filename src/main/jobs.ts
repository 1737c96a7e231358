import type { Context } from '#platform/context.ts';
import { type FactSubscriber, factJob } from '#platform/dispatch-facts.ts';
import { mailJob } from '#platform/mail/deliver-mail.ts';
import type { JobHandler } from '#ports/queue.ts';

/** Who is told of which facts. Higher rooms subscribe here; the rooms below do not know of them. */
const subscribers: readonly FactSubscriber[] = [];

/** The job table: everything that a worker does. */
export function jobTable(ctx: Context): readonly JobHandler[] {
  return [mailJob(ctx), factJob(ctx, subscribers)];
}
