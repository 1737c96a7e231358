import type { Needs } from '#platform/context.ts';
import type { Id } from '#rules/ids.ts';
import type { FormA } from './form-content.ts';

/** Everything printed on a Form A, sealed for its row: it holds the National Insurance number. */
export function sealContent(ctx: Needs<'cipher'>, id: Id<'formA'>, form: FormA): string {
  return ctx.cipher.seal(JSON.stringify(form), placeOf(id));
}

/** The form as it was sent. */
export function openContent(ctx: Needs<'cipher'>, id: Id<'formA'>, sealed: string): FormA {
  const kept = JSON.parse(ctx.cipher.open(sealed, placeOf(id))) as Kept;
  const { signature, ...rest } = kept;
  return {
    ...rest,
    madeAt: Temporal.Instant.from(kept.madeAt),
    periods: kept.periods.map(run => ({
      from: Temporal.PlainDate.from(run.from),
      to: Temporal.PlainDate.from(run.to),
    })),
    ...(signature ? { signature: { name: signature.name, on: Temporal.PlainDate.from(signature.on) } } : {}),
  };
}

/** What JSON makes of a form that the practice has not completed yet: moments and days are text. */
type Kept = Omit<FormA, 'madeAt' | 'periods' | 'signature'> & {
  readonly madeAt: string;
  readonly periods: readonly { readonly from: string; readonly to: string }[];
  readonly signature?: { readonly name: string; readonly on: string };
};

function placeOf(id: Id<'formA'>) {
  return { table: 'form_as', column: 'content_sealed', row: id };
}
