import type { TaxSource } from '#rules/tax/tax-tables.ts';

/** Where a rate was read, and how sure it is. */
export function SourceLink({ source }: { source: TaxSource }) {
  return (
    <>
      Source:{' '}
      <a class="link" href={source.url}>
        {new URL(source.url).hostname}
      </a>
      {GRADES[source.grade]}.
    </>
  );
}

const GRADES = {
  high: '',
  medium: ' (secondary source: compare it)',
  unconfirmed: ' (not confirmed)',
} as const;
