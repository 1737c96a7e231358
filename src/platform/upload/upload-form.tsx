import type { Child } from 'hono/jsx';
import { fieldErrorsOf, InputRefusal, Refusal, statusOf } from '../errors.ts';
import type { FormState, FormValues } from '../form.ts';
import { ErrorSummary } from '../ui/form.tsx';
import type { WebContext } from '../web.ts';
import type { Upload } from './check-upload.ts';
import { readUpload } from './read-upload.ts';

/** The one form with a file. What was typed is kept when it is shown again; the file has to be chosen anew, as browsers want it. */
export function UploadForm(props: {
  action: string;
  form: FormState;
  submit: string;
  cancel?: string;
  /** What the browser offers to choose from; everything is checked by content all the same. */
  accept?: string;
  label?: string;
  /** What may be chosen, where it is not the usual. */
  hint?: string;
  /** On a phone, a second field that opens the camera at once. */
  camera?: boolean;
  children?: Child;
}) {
  const id = ['f', props.form.scope, 'file'].filter(Boolean).join('-');
  const error = props.form.errors.file;
  return (
    <form method="post" action={props.action} enctype="multipart/form-data" class="flex flex-col gap-4" novalidate>
      <ErrorSummary form={props.form} />
      {props.children}
      <div class="flex flex-col items-start gap-1">
        <label for={id} class="font-medium">
          {props.label ?? 'File'}
        </label>
        <input
          id={id}
          type="file"
          name="file"
          accept={props.accept ?? 'application/pdf,image/jpeg,image/png,image/webp,image/heic'}
          class={`file-input min-h-11 w-full max-w-md ${error ? 'file-input-error' : ''}`}
          aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`}
          aria-invalid={error ? 'true' : undefined}
        />
        <p id={`${id}-hint`} class="text-sm text-muted">
          {props.hint ?? 'PDF, JPEG, PNG, WebP or HEIC up to 10 MB. Where a picture was taken is removed.'}
        </p>
        {error && (
          <p id={`${id}-error`} class="text-sm font-medium text-error">
            {error}
          </p>
        )}
      </div>
      {props.camera && (
        <div class="flex flex-col items-start gap-1 lg:hidden">
          <label for={`${id}-camera`} class="font-medium">
            Or take a photo
          </label>
          <input
            id={`${id}-camera`}
            type="file"
            name="file"
            accept="image/*"
            capture="environment"
            class="file-input min-h-11 w-full max-w-md"
          />
        </div>
      )}
      <p class="mt-2 flex flex-wrap gap-3">
        <button type="submit" class="btn btn-primary min-h-11">
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

/** Answers a posted form with a file: carries it out, or shows it again with what was typed and what is wrong. */
export async function answerUpload(
  c: WebContext,
  act: (values: FormValues, file: Upload) => Promise<Response>,
  show: (form: FormState) => Response | Promise<Response>,
): Promise<Response> {
  let values: FormValues = {};
  try {
    const read = await readUpload(c);
    values = read.values;
    if (!read.file) throw new InputRefusal({ file: 'Choose a file.' });
    return await act(values, read.file);
  } catch (fault) {
    if (!(fault instanceof Refusal) || statusOf(fault) === 404) throw fault;
    c.status(statusOf(fault));
    return show({ values, errors: fieldErrorsOf(fault) });
  }
}
