import type { Child } from 'hono/jsx';
import type { Site } from '#platform/context.ts';

/** One numbered part of a legal page. */
export function Part({ id, title, children }: { id: string; title: string; children: Child }) {
  return (
    <section aria-labelledby={id} class="mt-8">
      <h2 id={id} class="mb-2 text-lg font-medium">
        {title}
      </h2>
      <div class="flex max-w-2xl flex-col gap-3">{children}</div>
    </section>
  );
}

/** Who runs this installation and how to write to them. */
export function Operator({ site }: { site: Site }) {
  if (!site.operator) return <p>This is a development installation. Nobody else’s data should be in it.</p>;
  const { name, address, email } = site.operator;
  return (
    <p>
      {name}, {address}.{' '}
      <a class="link" href={`mailto:${email}`}>
        {email}
      </a>
    </p>
  );
}

/** A plain list. */
export function Points({ of }: { of: readonly Child[] }) {
  return (
    <ul class="list-disc pl-6">
      {of.map(point => (
        <li class="mt-1">{point}</li>
      ))}
    </ul>
  );
}
