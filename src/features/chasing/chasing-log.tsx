import { Moment } from '#platform/ui/figures.tsx';
import type { Chase } from './store.ts';

/** The reminders of an invoice, as its page shows them, and the way to what can be done about late payment. */
export function ChasingLog({ path, chases }: { path: string; chases: readonly Chase[] }) {
  return (
    <section aria-labelledby="reminders">
      <h2 id="reminders" class="mb-3 text-lg font-medium">
        Reminders
      </h2>
      <ChaseList chases={chases} />
      <p class="mt-3">
        <a class="link" href={`${path}/chasing`}>
          Reminders, promises and interest
        </a>
      </p>
    </section>
  );
}

/** When reminders went out, to whom, and by whom. */
export function ChaseList({ chases }: { chases: readonly Chase[] }) {
  if (chases.length === 0) return <p class="text-muted">None sent yet.</p>;
  return (
    <ul>
      {chases.map(chase => (
        <li class="py-1">
          <Moment at={chase.at} />: {chase.toAddress}
          <span class="text-muted">, {chase.byHand ? 'by you' : 'by the schedule'}</span>
        </li>
      ))}
    </ul>
  );
}
