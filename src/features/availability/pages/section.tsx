import type { Child } from 'hono/jsx';
import { Day } from '#platform/ui/figures.tsx';
import type { DayRange } from '#rules/availability.ts';

/** A part of the page: what it is, and where to go to change it. */
export function Section({
  title,
  id,
  hint,
  link,
  children,
}: {
  title: string;
  id: string;
  hint: string;
  link?: Child;
  children?: Child;
}) {
  return (
    <section aria-labelledby={id}>
      <div class="mb-2 flex flex-wrap items-center justify-between gap-3">
        <h2 id={id} class="text-lg font-medium">
          {title}
        </h2>
        {link && <span class="flex flex-wrap gap-2">{link}</span>}
      </div>
      <p class="mb-3 max-w-prose text-muted">{hint}</p>
      {children}
    </section>
  );
}

export function Range({ range }: { range: DayRange }) {
  if (range.firstDay.equals(range.lastDay)) return <Day day={range.firstDay} />;
  return (
    <>
      <Day day={range.firstDay} /> to <Day day={range.lastDay} />
    </>
  );
}

export function GoTo({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} class="btn min-h-11">
      {children}
    </a>
  );
}

export function Delete({ action, what, word = 'Delete' }: { action: string; what: string; word?: string }) {
  return (
    <form method="post" action={action}>
      <button type="submit" class="btn btn-ghost min-h-11" aria-label={`${word} ${what}`}>
        {word}
      </button>
    </form>
  );
}
