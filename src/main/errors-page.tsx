import type { ErrorHandler, NotFoundHandler } from 'hono';
import { problemOf, Refusal, statusOf } from '#platform/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Log } from '#platform/log.ts';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebContext, WebEnv } from '#platform/web.ts';

/** The one place where what was thrown becomes an answer: refusals explained, faults logged without their words and shown with an id. */
export function answerError(log: Log): ErrorHandler<WebEnv> {
  return (fault, c) => {
    if (fault instanceof Refusal) {
      c.status(statusOf(fault));
      if (fault.reason.retryAfter !== undefined) c.header('Retry-After', String(fault.reason.retryAfter));
      return wantsJson(c) ? problem(c, problemOf(fault)) : showRefusal(c, fault);
    }
    const id = newId('fact');
    log.fault('request.fault', fault, { id, path: c.req.routePath, method: c.req.method });
    c.status(500);
    if (wantsJson(c))
      return problem(c, {
        type: 'urn:sessional:problem:fault',
        title: 'Something went wrong on our side.',
        status: 500,
        id,
      });
    return showPage(
      c,
      { title: 'Something went wrong on our side' },
      <p>
        Nothing you entered was half saved: each step is kept whole or not at all. Please go back and try again. If it
        happens again, tell whoever runs this installation the id <code>{id}</code>.
      </p>,
    );
  };
}

/** No page under that address. */
export const answerNotFound: NotFoundHandler<WebEnv> = c => {
  c.status(404);
  if (wantsJson(c))
    return problem(c, {
      type: 'urn:sessional:problem:not_found',
      title: 'There is nothing under this address.',
      status: 404,
    });
  return showPage(c, { title: 'Nothing here' }, <Elsewhere />);
};

function showRefusal(c: WebContext, refusal: Refusal) {
  const missing = statusOf(refusal) === 404;
  const outside = LINK_PAGE.test(c.req.path);
  return showPage(
    c,
    { title: missing ? 'Nothing here' : 'That could not be done', outside },
    <>
      <p class="mb-4">{refusal.reason.message}</p>
      {!outside && <Elsewhere />}
    </>,
  );
}

/** Pages that somebody without an account came to by a link: there is nowhere else for them to go. */
const LINK_PAGE = /^\/[bcdfirs]\//;

function Elsewhere() {
  return (
    <p>
      <a class="link" href="/today">
        Go to Today
      </a>
    </p>
  );
}

function wantsJson(c: WebContext): boolean {
  return new URL(c.req.url).pathname.startsWith('/api/');
}

function problem(c: WebContext, body: Record<string, unknown>): Response {
  return c.body(JSON.stringify(body), { headers: { 'Content-Type': 'application/problem+json' } });
}
