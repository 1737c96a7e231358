import type { StoredFile } from '../stored-file.ts';
import type { WebContext } from '../web.ts';

/** Answers with a kept file. The browser takes our word for its type, runs nothing in it, and keeps no copy. */
export function serveFile(
  c: WebContext,
  file: Pick<StoredFile, 'name' | 'contentType' | 'bytes'>,
  disposition: 'inline' | 'attachment',
): Response {
  return c.body(Uint8Array.from(file.bytes), 200, {
    'Content-Type': file.contentType,
    'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
}
