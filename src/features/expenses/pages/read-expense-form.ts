import { fieldErrorsOf, Refusal, statusOf } from '#platform/errors.ts';
import { type FormState, type FormValues, readForm } from '#platform/form.ts';
import type { Upload } from '#platform/upload/check-upload.ts';
import { readUpload } from '#platform/upload/read-upload.ts';
import type { WebContext } from '#platform/web.ts';

/** Answers a posted form that may bring a file, and may not: carries it out, or shows it again with what was typed and what is wrong. */
export async function answerWithFile(
  c: WebContext,
  act: (values: FormValues, file: Upload | undefined) => Promise<Response>,
  show: (form: FormState) => Response | Promise<Response>,
): Promise<Response> {
  let values: FormValues = {};
  try {
    const isMultipart = c.req.header('content-type')?.startsWith('multipart/form-data') ?? false;
    const read = isMultipart ? await readUpload(c) : { values: await readForm(c), file: undefined };
    values = read.values;
    return await act(values, read.file);
  } catch (fault) {
    if (!(fault instanceof Refusal) || statusOf(fault) === 404) throw fault;
    c.status(statusOf(fault));
    return show({ values, errors: fieldErrorsOf(fault) });
  }
}
