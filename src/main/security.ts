import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { Refusal } from '#platform/errors.ts';
import type { WebEnv } from '#platform/web.ts';

/** Headers of every answer. Scripts run only with the answer's own nonce; no other site frames us, and no form leaves for another site. */
export function securityHeaders(https: boolean): MiddlewareHandler<WebEnv> {
  return secureHeaders({
    // an answer that says more of itself, such as a file that may run nothing, keeps what it says
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", NONCE],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
    ...(https
      ? { strictTransportSecurity: 'max-age=63072000; includeSubDomains' }
      : { strictTransportSecurity: false }),
  });
}

/**
 * Refuses what another site's page would have a signed-in browser do. Every unsafe request has to say that it comes from
 * our own pages, whatever its content type; browsers always say so. The API stands outside: it knows no cookies.
 */
export const sameOriginOnly: MiddlewareHandler<WebEnv> = async (c, next) => {
  if (['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) return next();
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const ours = new URL(c.req.url).host === c.req.header('host') ? c.req.header('host') : undefined;
  const fromUs =
    site === 'same-origin' || (site === undefined && origin !== undefined && URL.parse(origin)?.host === ours);
  if (fromUs) return next();
  return c.text('This form was not sent from our own pages. Please go back, reload the page and try again.', 403);
};

/** The largest file that is taken, 10 MB, as text in an API's body, and room for what stands beside it. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Refuses what is too large for every door before any of them takes it into memory, whether it says its size or not. */
export const boundedBodies: MiddlewareHandler<WebEnv> = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: () => {
    throw new Refusal({
      code: 'body.too_large',
      message: 'That is too large: send at most 16 MB at once.',
      status: 413,
    });
  },
});

/** Pages of the app are one person's: no cache on the way may keep them. */
export const neverCached: MiddlewareHandler<WebEnv> = async (c, next) => {
  await next();
  if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'no-store');
};
