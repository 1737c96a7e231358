import type { Child } from 'hono/jsx';
import { allTyped, type FormState, typed } from '../form.ts';
import { Icon } from './icons.tsx';

/** The one form. Posts to `action`; shows its errors first; keeps what was typed. */
export function Form(props: {
  action: string;
  form: FormState;
  submit: string;
  children?: Child;
  /** Colour of the button for steps that take something away. */
  tone?: 'primary' | 'error' | 'neutral';
  /** Where "Cancel" leads; none where there is nothing to go back to. */
  cancel?: string;
  id?: string;
}) {
  return (
    <form method="post" action={props.action} id={props.id} class="flex flex-col gap-4" novalidate>
      <ErrorSummary form={props.form} />
      {props.children}
      <p class="mt-2 flex flex-wrap gap-3">
        <button type="submit" class={`btn min-h-11 ${TONES[props.tone ?? 'primary']}`}>
          {props.submit}
        </button>
        {props.cancel && (
          <a href={props.cancel} class="btn btn-ghost min-h-11">
            Cancel
          </a>
        )}
      </p>
    </form>
  );
}

const TONES = { primary: 'btn-primary', error: 'btn-error', neutral: '' };

/** All that is wrong, at the top, each a link to its field; takes the focus so that a screen reader starts here. */
export function ErrorSummary({ form }: { form: FormState }) {
  const errors = Object.entries(form.errors);
  if (errors.length === 0) return null;
  return (
    <div role="alert" class="alert alert-error alert-soft items-start" tabindex={-1} autofocus>
      <Icon name="warning" />
      <div>
        <p class="font-medium">
          {errors.length === 1 ? 'One thing to put right' : `${errors.length} things to put right`}
        </p>
        <ul class="mt-1 list-disc pl-5">
          {errors.map(([name, message]) => (
            <li>
              {name === 'form' ? (
                message
              ) : (
                // high enough for a thumb, also where several stand beneath each other
                <a class="inline-block py-1" href={`#${fieldId(form, name)}`}>
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface FieldProps {
  form: FormState;
  name: string;
  label: string;
  hint?: Child;
  required?: boolean;
  /** Shown without a visible label, in tight rows; the label is still read out. */
  tight?: boolean;
}

interface InputProps extends FieldProps {
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search' | 'number';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel';
  placeholder?: string;
  maxlength?: number;
  min?: number;
  max?: number;
  /** Tailwind width, such as `w-32`; the full width unless told. */
  width?: string;
  autofocus?: boolean;
  /** Which of several fields of one name this is. */
  index?: number;
  list?: string;
}

/** A line of text. Passwords are never sent back to the page. */
export function TextField(props: InputProps) {
  const value =
    props.index === undefined ? typed(props.form, props.name) : (allTyped(props.form, props.name)[props.index] ?? '');
  return (
    <Field {...props}>
      <input
        {...attributesOf(props, props.index)}
        type={props.type ?? 'text'}
        value={props.type === 'password' ? '' : value}
        class={`input min-h-11 ${props.width ?? 'w-full'} ${hasError(props) ? 'input-error' : ''}`}
        autocomplete={props.autocomplete ?? 'off'}
        inputmode={props.inputmode}
        placeholder={props.placeholder}
        maxlength={props.maxlength}
        min={props.min}
        max={props.max}
        autofocus={props.autofocus}
        list={props.list}
      />
    </Field>
  );
}

/** Pounds, with the sign before the figure. */
export function MoneyField(props: FieldProps & { index?: number }) {
  const value =
    props.index === undefined ? typed(props.form, props.name) : (allTyped(props.form, props.name)[props.index] ?? '');
  return (
    <Field {...props}>
      <span class={`input min-h-11 w-40 ${hasError(props) ? 'input-error' : ''}`}>
        <span aria-hidden="true">£</span>
        <input
          {...attributesOf(props, props.index)}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          value={value}
          class="text-right tabular-nums"
        />
      </span>
    </Field>
  );
}

/** A calendar day, by the browser's own date input. Values are `2026-11-24`. */
export function DayField(props: FieldProps & { min?: string; max?: string }) {
  return (
    <Field {...props}>
      <input
        {...attributesOf(props)}
        type="date"
        value={typed(props.form, props.name)}
        min={props.min}
        max={props.max}
        class={`input min-h-11 w-44 ${hasError(props) ? 'input-error' : ''}`}
      />
    </Field>
  );
}

/** A time of day, `09:30`. */
export function TimeField(props: FieldProps) {
  return (
    <Field {...props}>
      <input
        {...attributesOf(props)}
        type="time"
        value={typed(props.form, props.name)}
        class={`input min-h-11 w-32 ${hasError(props) ? 'input-error' : ''}`}
      />
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** One of a list. `empty` adds a first line that chooses nothing. */
export function SelectField(props: FieldProps & { options: readonly Option[]; empty?: string; index?: number }) {
  const chosen =
    props.index === undefined ? typed(props.form, props.name) : (allTyped(props.form, props.name)[props.index] ?? '');
  return (
    <Field {...props}>
      <select
        {...attributesOf(props, props.index)}
        class={`select min-h-11 w-full ${hasError(props) ? 'select-error' : ''}`}
      >
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map(option => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { rows?: number; autocomplete?: string }) {
  return (
    <Field {...props}>
      <textarea
        {...attributesOf(props)}
        rows={props.rows ?? 4}
        autocomplete={props.autocomplete}
        class={`textarea w-full ${hasError(props) ? 'textarea-error' : ''}`}
      >
        {typed(props.form, props.name)}
      </textarea>
    </Field>
  );
}

/** A box to tick. `value` is what one of several boxes of a name stands for. */
export function CheckboxField(props: FieldProps & { value?: string }) {
  const value = props.value ?? 'on';
  const id = fieldId(props.form, props.name, props.value);
  return (
    <div>
      <label class="flex min-h-11 cursor-pointer items-start gap-3 py-2" for={id}>
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value={value}
          checked={allTyped(props.form, props.name).includes(value)}
          class="checkbox"
          aria-describedby={describedBy(props, id)}
          aria-invalid={hasError(props) ? 'true' : undefined}
        />
        <span>{props.label}</span>
      </label>
      <Hints {...props} id={id} />
    </div>
  );
}

/** A group of fields under one heading. */
export function FieldGroup({ legend, children, hint }: { legend: string; children: Child; hint?: Child }) {
  return (
    <fieldset class="flex flex-col gap-4 border-t border-base-300 pt-4">
      <legend class="float-left mb-1 w-full text-lg font-medium">{legend}</legend>
      {hint && <p class="clear-left -mt-3 text-muted">{hint}</p>}
      {children}
    </fieldset>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { children: Child }) {
  return <div class="flex flex-wrap items-start gap-4">{children}</div>;
}

/** A value the browser sends along unseen. */
export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}

function Field(props: FieldProps & { children: Child; index?: number }) {
  const id = fieldId(props.form, props.name, props.index?.toString());
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={id} class={props.tight ? 'sr-only' : 'font-medium'}>
        {props.label}
        {props.required === false && <span class="font-normal text-muted"> (optional)</span>}
      </label>
      {props.children}
      <Hints {...props} id={id} />
    </div>
  );
}

function Hints(props: FieldProps & { id: string }) {
  return (
    <>
      {props.hint && (
        <p id={`${props.id}-hint`} class="text-sm text-muted">
          {props.hint}
        </p>
      )}
      {hasError(props) && (
        <p id={`${props.id}-error`} class="text-sm font-medium text-error">
          {props.form.errors[props.name]}
        </p>
      )}
    </>
  );
}

function attributesOf(props: FieldProps, index?: number) {
  const id = fieldId(props.form, props.name, index?.toString());
  return {
    id,
    name: props.name,
    required: props.required !== false,
    'aria-describedby': describedBy(props, id),
    'aria-invalid': hasError(props) ? ('true' as const) : undefined,
  };
}

function describedBy(props: FieldProps, id: string): string | undefined {
  const ids = [props.hint ? `${id}-hint` : '', hasError(props) ? `${id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function hasError(props: FieldProps): boolean {
  return props.form.errors[props.name] !== undefined;
}

function fieldId(form: FormState, name: string, part?: string): string {
  return ['f', form.scope, name, part].filter(piece => piece !== undefined).join('-');
}
