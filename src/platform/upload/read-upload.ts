import { InputRefusal } from '../errors.ts';
import type { FormValues } from '../form.ts';
import type { WebContext } from '../web.ts';
import { MOST_BYTES, tooLarge, type Upload } from './check-upload.ts';

/** Room for the form's other fields. */
const MARGIN = 256 * 1024;

/**
 * The fields of a multipart form and its one file. A body that says, or turns out, to be larger than a file may be is refused before it
 * is taken into memory whole. `file` is undefined where none was chosen.
 */
export async function readUpload(
  c: WebContext,
  field = 'file',
): Promise<{ readonly values: FormValues; readonly file: Upload | undefined }> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data'))
    throw new InputRefusal({ [field]: 'Choose a file.' });
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES + MARGIN) throw tooLarge();
  const form = await new Response(limited(c.req.raw.body), { headers: c.req.raw.headers }).formData();
  const values: Record<string, string | string[]> = {};
  let file: Upload | undefined;
  for (const [name, value] of form) {
    // a field that stands several times is a list, as in every other form
    if (typeof value === 'string') values[name] = name in values ? [values[name] ?? [], value].flat() : value;
    else if (name === field && value.size > 0)
      file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
  }
  if (file && file.bytes.length > MOST_BYTES) throw tooLarge();
  return { values, file };
}

/** Stops a body that grows beyond what a file may be. */
function limited(body: ReadableStream<Uint8Array> | null): ReadableStream<Uint8Array> | null {
  let size = 0;
  return (
    body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.length;
          if (size > MOST_BYTES + MARGIN) controller.error(tooLarge());
          else controller.enqueue(chunk);
        },
      }),
    ) ?? null
  );
}
