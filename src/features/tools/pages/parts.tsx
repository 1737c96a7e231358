import type { Child } from 'hono/jsx';
import type { FormState } from '#platform/form.ts';
import { ErrorSummary } from '#platform/ui/form.tsx';
import { NATIONS } from '#rules/nation.ts';

export const NATION_OPTIONS = NATIONS.map(({ code, label }) => ({ value: code, label }));

/** A calculator's form: what it asks for, and one press. */
export function ToolForm(props: { action: string; form: FormState; children: Child }) {
  return (
    <form method="get" action={props.action} class="flex flex-col gap-4" novalidate>
      <ErrorSummary form={props.form} />
      {props.children}
      <p>
        <button type="submit" class="btn btn-primary min-h-11">
          Calculate
        </button>
      </p>
    </form>
  );
}

/** Where a figure comes from. */
export function Source({ href }: { href: string }) {
  const address = href.replace(/ \(read .*\)$/, '');
  return (
    <a class="link" href={address}>
      {new URL(address).hostname}
    </a>
  );
}
