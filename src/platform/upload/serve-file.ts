import type { StoredFile } from '../stored-file.ts';
import type { WebContext } from '../web.ts';

/** Nothing in the file may run or load anything. */
const NOTHING = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/**
 * Without a sandbox: Safari and Chrome show a sandboxed PDF as an empty page, since their own viewer would have to run in it, and need
 * `object-src` and inline styles for it (github.com/adobe/aem-core-wcm-components/issues/2839, github.com/PrivateBin/PrivateBin/pull/1552,
 * github.com/humhub/humhub/issues/3945; read 2026-11-23). What is a PDF was told by its content, and one that runs anything is refused.
 */
const OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** Answers with a kept file. The browser takes our word for its type, runs nothing in it, and keeps no copy; unless it is `public`, no search engine shows it. */
export function serveFile(
  c: WebContext,
  file: Pick<StoredFile, 'name' | 'contentType' | 'bytes'>,
  disposition: 'inline' | 'attachment',
  audience: 'private' | 'public' = 'private',
): Response {
  return c.body(Uint8Array.from(file.bytes), 200, {
    'Content-Type': file.contentType,
    'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Security-Policy': file.contentType === 'application/pdf' ? OF_PDF : `sandbox; ${NOTHING}`,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
    ...(audience === 'private' ? { 'X-Robots-Tag': 'noindex, nofollow' } : {}),
  });
}
