import { z } from '@hono/zod-openapi';
import { InputRefusal } from '../errors.ts';
import { MOST_BYTES, tooLarge, type Upload } from './check-upload.ts';

/** A file within a JSON body. */
export const fileBody = {
  fileName: z.string(),
  content: z.string().openapi({ description: 'The file in base64, up to 10 MB before coding' }),
};

/** The bytes of {@link fileBody}. Refuses what is too large before it is decoded, and what is no base64. */
export function readFileBody(body: { readonly fileName: string; readonly content: string }): Upload {
  const { fileName, content } = body;
  if (content.length > Math.ceil((MOST_BYTES + 1) / 3) * 4) throw tooLarge();
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content)) throw new InputRefusal({ content: 'Send the file in base64.' });
  return { name: fileName, bytes: new Uint8Array(Buffer.from(content, 'base64')) };
}
