import { columns, space } from '#platform/document/blocks.ts';
import type { Field } from '#platform/document/fields.ts';
import { STYLES, type Style } from '#platform/document/look.ts';
import type { Paper } from '#platform/document/paper.ts';
import type { FormLayout, PensionForm } from '#rules/pension/form-fields.ts';
import { formLayout, layoutCaution } from '#rules/pension/form-layouts.ts';
import type { PensionScheme } from '#rules/pension/scheme.ts';
import type { SchemeYear } from '#rules/tax-year.ts';

/** A form's layout in the scheme year as printed, `2026/27`. Throws a RangeError for a year of which no form is known. */
export function layoutOf<Form extends PensionForm>(
  form: Form,
  scheme: PensionScheme,
  schemeYear: string,
): FormLayout<Form> {
  const answer = formLayout(form, scheme, yearOf(schemeYear));
  if (!answer.ok) throw new RangeError(`no form of ${schemeYear} is known`);
  return answer.layout;
}

/** The top of every form: which one, which scheme year, that it is not an NHS paper, and how far its layout is known. */
export function formHead(
  paper: Paper,
  it: {
    readonly title: string;
    readonly purpose: string;
    readonly schemeYear: string;
    readonly layout: Pick<FormLayout<PensionForm>, 'readIn' | 'note'>;
  },
): void {
  columns(paper, [
    {
      share: 0.7,
      pieces: [
        { text: it.title, style: STYLES.title, tag: 'H1' },
        { text: it.purpose, style: STYLES.muted, gap: 2 },
      ],
    },
    {
      share: 0.3,
      align: 'right',
      pieces: [
        { text: 'Scheme year', style: STYLES.label, gap: 5 },
        { text: it.schemeYear, style: STYLES.letterhead },
      ],
    },
  ]);
  space(paper, 10);
  paper.rule(paper.left, paper.y, paper.width);
  space(paper, 5);
  const caution = layoutCaution(it.layout, yearOf(it.schemeYear));
  const provenance = ['Prepared with Sessional. This is not an NHS document.', caution ?? ''].join(' ').trim();
  columns(paper, [{ share: 1, pieces: [{ text: provenance, style: STYLES.small }] }]);
  space(paper, 10);
}

/** A field that may stand in a row. `weight` is its width beside the others; an empty value is a line to write on. */
export interface RowField {
  readonly label: string;
  readonly value: string | undefined;
  readonly weight: number;
  readonly style?: Style;
}

/** The fields of a layout's row that the form has, sharing its width by their weights. */
export function rowFields<Name extends string>(
  row: readonly Name[],
  known: Readonly<Partial<Record<Name, RowField | undefined>>>,
): Field[] {
  const there = row.flatMap((name): RowField[] => {
    const field = known[name];
    return field ? [field] : [];
  });
  const whole = there.reduce((sum, field) => sum + field.weight, 0);
  return there.map(({ label, value, weight, style }) => ({
    label,
    value: value || undefined,
    share: weight / whole,
    ...(style ? { style } : {}),
  }));
}

function yearOf(schemeYear: string): SchemeYear {
  return schemeYear.replace('/', '-') as SchemeYear;
}
