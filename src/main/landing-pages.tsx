import { Hono } from 'hono';
import { LINK_PATHS } from '#features/sharing/index.ts';
import { Icon, type IconName } from '#platform/ui/icons.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebEnv } from '#platform/web.ts';
import type { Wired } from './wiring.ts';

/** The front door and the small files that browsers ask for. */
export function landingPages(wired: Wired): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/', async c => {
    if (c.get('visitor')) return c.redirect('/today', 303);
    return showPage(
      c,
      { title: 'Sessional', heading: false, wide: true },
      <>
        <section class="py-8 sm:py-16">
          <h1 class="max-w-2xl text-3xl font-semibold tracking-tight text-balance sm:text-5xl">
            From the booking to the pension form, in one place that is yours.
          </h1>
          <p class="mt-4 max-w-2xl text-lg text-muted">
            Sessional keeps a locum’s bookings, invoices and NHS pension papers in order. The practice needs no account.
            It is open software that you can run yourself.
          </p>
          <p class="mt-8 flex flex-wrap gap-3">
            <a href="/sign-up" class="btn btn-primary min-h-11">
              Create your account
            </a>
            <a href="/locums" class="btn min-h-11">
              Find a locum
            </a>
            <a href="/tools" class="btn min-h-11">
              Free tools
            </a>
            {wired.ctx.site.isDevelopment && (
              <a href="/demo" class="btn min-h-11">
                Look around in the demo
              </a>
            )}
          </p>
        </section>
        <ul class="grid gap-8 border-t border-base-300 py-10 sm:grid-cols-3">
          {PROMISES.map(([icon, title, text]) => (
            <li>
              <Icon name={icon} class="size-6 text-primary" />
              <h2 class="mt-2 font-medium">{title}</h2>
              <p class="text-muted">{text}</p>
            </li>
          ))}
        </ul>
      </>,
    );
  });

  app.get('/favicon.svg', c => {
    c.header('Cache-Control', 'public, max-age=86400');
    return c.body(FAVICON, 200, { 'Content-Type': 'image/svg+xml' });
  });

  app.get('/robots.txt', c => c.text(ROBOTS));

  return app;
}

/** Access links are allowed: a crawler that may not read one never sees that it is for no search engine. */
const READABLE = [
  '/$',
  '/locums',
  '/tools',
  '/privacy',
  '/terms',
  '/p/',
  '/assets/',
  ...Object.values(LINK_PATHS).map(path => `${path}/`),
];
const ROBOTS = ['User-agent: *', ...READABLE.map(path => `Allow: ${path}`), 'Disallow: /', ''].join('\n');

const PROMISES: readonly (readonly [IconName, string, string])[] = [
  [
    'calendar',
    'Booked',
    'Bookings to the minute, through midnight and changes of the clock. Cancellation terms frozen as agreed.',
  ],
  ['invoice', 'Paid', 'Delivered work becomes an invoice with its Form A and is on its way with one press.'],
  [
    'landmark',
    'Pensioned',
    'Form A, Form B, the ten weeks and the seventh of the month: counted, to the penny, with their sources.',
  ],
];

const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f5c63"/><path d="M21 10.5c-1-1.6-2.8-2.5-5-2.5-3 0-5 1.6-5 4 0 5.5 10.500 2.500 10.500 8 0 2.500-2.200 4-5.300 4-2.600 0-4.600-1-5.700-2.800" fill="none" stroke="#fff" stroke-width="2.800" stroke-linecap="round"/></svg>`;
