import type { SchemeYear } from '../tax-year.ts';
import type { FormLayout, FormLayouts, PensionForm } from './form-fields.ts';
import { NORTHERN_IRISH_LAYOUTS, SCOTTISH_LAYOUTS } from './layouts-elsewhere.ts';
import { ENGLAND_AND_WALES_LAYOUTS } from './layouts-england-wales.ts';
import type { PensionScheme } from './scheme.ts';

export type LayoutAnswer<Form extends PensionForm> =
  | { readonly ok: true; readonly layout: FormLayout<Form> }
  | { readonly ok: false; readonly reason: 'form_of_year_unknown' };

/**
 * The layout of a form in a scheme and year: that of the latest year that is known. A year before 2017-18 is answered
 * `form_of_year_unknown`: no form of it was seen. Each layout names its sources.
 */
export function formLayout<Form extends PensionForm>(
  form: Form,
  scheme: PensionScheme,
  year: SchemeYear,
): LayoutAnswer<Form> {
  const layouts: readonly FormLayout<Form>[] = LAYOUTS[scheme][form];
  const layout = layouts.findLast(it => it.validFrom <= year);
  return layout ? { ok: true, layout } : { ok: false, reason: 'form_of_year_unknown' };
}

/** What a paper has to say of its form where that was not read in its own year; undefined where it was. */
export function layoutCaution(
  layout: Pick<FormLayout<PensionForm>, 'readIn' | 'note'>,
  year: SchemeYear,
): string | undefined {
  if (layout.readIn === undefined) return layout.note;
  if (layout.readIn === year) return undefined;
  const changed = layout.note === undefined ? '' : `, ${layout.note}`;
  return (
    `The official form of ${printed(year)} could not be read: the field list follows that of ${printed(layout.readIn)}${changed}. ` +
    'Compare it with the official form before you send it.'
  );
}

/** A payment reference in the length of its form: the year had two digits until about 2020 (`12345678LOCFEB17`). */
export function referenceOn(layout: Pick<FormLayout<PensionForm>, 'referenceCharacters'>, reference: string): string {
  return layout.referenceCharacters === 16 ? reference.replace(/^(\d{8}LOC[A-Z]{3})20(\d{2})$/, '$1$2') : reference;
}

/** A scheme year as forms print it, `2026/27`. */
function printed(year: SchemeYear): string {
  return year.replace('-', '/');
}

const LAYOUTS: Readonly<Record<PensionScheme, FormLayouts>> = {
  england_and_wales: ENGLAND_AND_WALES_LAYOUTS,
  scotland: SCOTTISH_LAYOUTS,
  northern_ireland: NORTHERN_IRISH_LAYOUTS,
};
