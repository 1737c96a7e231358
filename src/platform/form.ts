import type { z } from 'zod';
import { fieldErrorsOf, InputRefusal, Refusal, statusOf } from './errors.ts';
import type { WebContext } from './web.ts';

/** What was typed and what is wrong with it: a form is always shown from one of these, so that nothing typed is lost. */
export interface FormState {
  readonly values: FormValues;
  readonly errors: Readonly<Record<string, string>>;
  /** Sets its fields' ids apart where a page holds several forms with fields of one name. */
  readonly scope?: string;
}

/** Field by name; a field that stands several times (checkboxes, extra lines) is a list. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** An untouched form with these values. */
export function freshForm(values: FormValues = {}): FormState {
  return { values, errors: {} };
}

/** The same form as one of several on a page. */
export function inScope(scope: string, form: FormState = freshForm()): FormState {
  return { ...form, scope };
}

/** The first value of a field, or nothing typed. */
export function typed(form: FormState, name: string): string {
  const value = form.values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** All values of a field. */
export function allTyped(form: FormState, name: string): readonly string[] {
  const value = form.values[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The fields of a posted form. Uploaded files are left out: they have a door of their own. */
export async function readForm(c: WebContext): Promise<FormValues> {
  const body = await c.req.parseBody({ all: true });
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value)) values[name] = value.filter(item => typeof item === 'string');
  }
  return values;
}

/** Checks typed values against a schema. Refuses with one sentence a field, all at once. */
export function readInput<Schema extends z.ZodType>(schema: Schema, values: unknown): z.output<Schema> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const name = issue.path.join('.') || 'form';
    fields[name] ??= issue.message;
  }
  throw new InputRefusal(fields);
}

/**
 * What an address asks of a page: nothing yet (the form as usual), something that can be answered, or something to put right, with the
 * status that says so. What was typed stays.
 */
export function askedOf<Schema extends z.ZodType>(
  c: WebContext,
  schema: Schema,
  fields: readonly string[],
  usual: Readonly<Record<string, string>> = {},
): { readonly form: FormState; readonly input: z.output<Schema> | undefined } {
  const values = Object.fromEntries(fields.map(name => [name, c.req.query(name) ?? '']));
  if (Object.values(values).every(value => value === '')) return { form: freshForm(usual), input: undefined };
  try {
    return { form: freshForm(values), input: readInput(schema, values) };
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    c.status(statusOf(fault));
    return { form: { values, errors: fieldErrorsOf(fault) }, input: undefined };
  }
}

/**
 * Answers a posted form: carries it out, or shows it again with what was typed and what is wrong.
 * Faults pass through to the error page.
 */
export async function answerForm(
  c: WebContext,
  act: (values: FormValues) => Promise<Response>,
  show: (form: FormState) => Response | Promise<Response>,
): Promise<Response> {
  const values = await readForm(c);
  try {
    return await act(values);
  } catch (fault) {
    if (!(fault instanceof Refusal) || statusOf(fault) === 404) throw fault;
    c.status(statusOf(fault));
    return show({ values, errors: fieldErrorsOf(fault) });
  }
}
