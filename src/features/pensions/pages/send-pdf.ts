import type { WebContext } from '#platform/web.ts';

/** Answers with a paper that the browser shows. */
export function sendPdf(c: WebContext, name: string, bytes: Uint8Array): Response {
  return c.body(Uint8Array.from(bytes), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${name}"`,
  });
}
