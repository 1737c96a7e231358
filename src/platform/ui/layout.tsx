import type { Child } from 'hono/jsx';
import type { WebContext } from '../web.ts';
import { Icon, type IconName } from './icons.tsx';
import { Notice } from './notice.tsx';

export interface PageOptions {
  /** Stands in the tab and, unless told otherwise, as the page's first heading. */
  readonly title: string;
  /** One line beneath the heading. */
  readonly lead?: Child;
  /** The page's one primary action, at the right of the heading. */
  readonly action?: Child;
  /** Islands that the page uses, by file name without ending. */
  readonly islands?: readonly string[];
  /** False where the content brings its own heading. */
  readonly heading?: boolean;
  /** Wide pages: calendar, tables. */
  readonly wide?: boolean;
  /** More for the page's head: link previews, structured data. */
  readonly head?: Child;
  /** True for pages that somebody without an account came to by a link: no way into the app, and no search engine. */
  readonly outside?: boolean;
}

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
}

/** In the order of the year: asked, worked, billed, pensioned. */
const PLACES: readonly Place[] = [
  { href: '/today', label: 'Today', icon: 'today' },
  { href: '/calendar', label: 'Calendar', icon: 'calendar' },
  { href: '/availability', label: 'Availability', icon: 'calendarCheck' },
  { href: '/requests', label: 'Requests', icon: 'inbox' },
  { href: '/bookings', label: 'Bookings', icon: 'clock' },
  { href: '/messages', label: 'Messages', icon: 'message' },
  { href: '/organisations', label: 'Organisations', icon: 'building' },
  { href: '/invoices', label: 'Invoices', icon: 'invoice' },
  { href: '/bank', label: 'Bank', icon: 'card' },
  { href: '/payslips', label: 'Payslips', icon: 'banknote' },
  { href: '/pension', label: 'NHS pension', icon: 'landmark' },
  { href: '/expenses', label: 'Expenses', icon: 'receipt' },
  { href: '/tax', label: 'Tax', icon: 'percent' },
  { href: '/reports', label: 'Reports', icon: 'chart' },
];

const OWN_PLACES: readonly Place[] = [
  { href: '/profile', label: 'Profile', icon: 'user' },
  { href: '/profile/public', label: 'Public page', icon: 'globe' },
  { href: '/documents', label: 'Documents', icon: 'folder' },
  { href: '/links', label: 'Shared links', icon: 'link' },
  { href: '/imports', label: 'Import', icon: 'upload' },
  { href: '/account', label: 'Account', icon: 'lock' },
  { href: '/api-keys', label: 'API keys', icon: 'key' },
];

const DOCK: readonly Place[] = [
  { href: '/today', label: 'Today', icon: 'today' },
  { href: '/calendar', label: 'Calendar', icon: 'calendar' },
  { href: '/bookings/new', label: 'Add', icon: 'plus' },
  { href: '/invoices', label: 'Money', icon: 'banknote' },
  { href: '/more', label: 'More', icon: 'more' },
];

/** A whole page of the app or, for strangers, of the site. Answers with the status set on the context. */
export async function showPage(c: WebContext, options: PageOptions, content: Child): Promise<Response> {
  if (options.outside) c.header('X-Robots-Tag', 'noindex, nofollow');
  const page = await (<Document c={c} options={options} content={content} />);
  return c.html(`<!doctype html>${page}`);
}

function Document({ c, options, content }: { c: WebContext; options: PageOptions; content: Child }) {
  const assets = c.get('assets');
  const visitor = options.outside ? undefined : c.get('visitor');
  const { path } = c.req;
  const islands = visitor ? ['keys', ...(options.islands ?? [])] : (options.islands ?? []);
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{options.title === 'Sessional' ? 'Sessional' : `${options.title} · Sessional`}</title>
        <link rel="stylesheet" href={assets.stylesheet} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {options.head}
        {islands.map(name => (
          <script type="module" src={assets.island(name)} nonce={c.get('secureHeadersNonce')}></script>
        ))}
      </head>
      <body class="bg-base-100 text-base-content">
        <a href="#content" class="skip-link">
          Skip to content
        </a>
        {visitor ? (
          <div class="lg:flex lg:min-h-dvh">
            <SideBar path={path} name={visitor.fullName} isDevelopment={c.get('isDevelopment')} />
            <div class="min-w-0 flex-1 pb-24 lg:pb-8">
              {visitor.isDemo && <DemoStrip />}
              <Main c={c} options={options} content={content} />
            </div>
            <Dock path={path} />
            <keys-help></keys-help>
          </div>
        ) : (
          <>
            {options.outside ? <OutsideHeader /> : <SiteHeader isDevelopment={c.get('isDevelopment')} />}
            <Main c={c} options={options} content={content} />
            <Foot />
          </>
        )}
      </body>
    </html>
  );
}

function Main({ c, options, content }: { c: WebContext; options: PageOptions; content: Child }) {
  return (
    <main id="content" class={`mx-auto w-full px-4 py-6 sm:px-8 ${options.wide ? 'max-w-6xl' : 'max-w-3xl'}`}>
      <Notice code={c.req.query('done')} />
      {options.heading !== false && (
        <header class="mb-6 flex flex-wrap items-start justify-between gap-3">
          <div>
            <h1 class="text-2xl font-semibold tracking-tight">{options.title}</h1>
            {options.lead && <p class="mt-1 text-muted">{options.lead}</p>}
          </div>
          {options.action}
        </header>
      )}
      {content}
    </main>
  );
}

function SideBar({ path, name, isDevelopment }: { path: string; name: string; isDevelopment: boolean }) {
  return (
    <nav
      aria-label="Main"
      class="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col overflow-y-auto border-r border-base-300 px-3 py-4 lg:flex"
    >
      <a href="/today" class="mb-3 px-3 text-lg font-semibold tracking-tight">
        Sessional
      </a>
      <form action="/bookings" method="get" class="mb-3 px-1">
        <label class="input input-sm w-full">
          <Icon name="search" class="size-4" />
          <input type="search" name="q" placeholder="Search bookings" aria-label="Search bookings" data-key-search />
          <kbd class="kbd kbd-xs">/</kbd>
        </label>
      </form>
      <Places places={PLACES} path={path} />
      <p class="mt-4 mb-1 px-3 text-sm text-muted">{name}</p>
      <Places places={OWN_PLACES} path={path} />
      {isDevelopment && <Places places={[{ href: '/mailbox', label: 'Mailbox', icon: 'mail' }]} path={path} />}
      <SignOut class="mt-auto px-3 pt-2" />
    </nav>
  );
}

/** The places of the app as a list of links; also the phone's "More" page. */
function Places({ places, path }: { places: readonly Place[]; path: string }) {
  return (
    <ul class="flex flex-col gap-0.5 lg:gap-0">
      {places.map(place => (
        <li>
          <a
            href={place.href}
            class={`flex min-h-11 items-center gap-3 rounded-field px-3 hover:bg-base-200 lg:min-h-7 ${isHere(path, place) ? 'bg-base-200 font-medium' : ''}`}
            aria-current={isHere(path, place) ? 'page' : undefined}
          >
            <Icon name={place.icon} />
            {place.label}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Everything that the bottom bar of a phone has no room for. */
export function MorePlaces({ isDevelopment }: { isDevelopment: boolean }) {
  return (
    <>
      <Places places={PLACES.slice(2)} path="" />
      <hr class="my-4 border-base-300" />
      <Places places={OWN_PLACES} path="" />
      {isDevelopment && <Places places={[{ href: '/mailbox', label: 'Mailbox', icon: 'mail' }]} path="" />}
      <SignOut class="mt-6 px-3" />
      <LegalLinks class="mt-4 px-3" />
    </>
  );
}

function SignOut({ class: extra }: { class: string }) {
  return (
    <form method="post" action="/sign-out" class={extra}>
      <button type="submit" class="btn btn-ghost btn-sm min-h-11 px-0">
        Sign out
      </button>
    </form>
  );
}

function Dock({ path }: { path: string }) {
  return (
    <nav aria-label="Main, short" class="fixed inset-x-0 bottom-0 z-10 border-t border-base-300 bg-base-100 lg:hidden">
      <ul class="mx-auto flex max-w-md justify-around pb-[env(safe-area-inset-bottom)]">
        {DOCK.map(place => (
          <li class="flex-1">
            <a
              href={place.href}
              class={`flex min-h-14 flex-col items-center justify-center gap-0.5 text-xs ${isHere(path, place) ? 'font-semibold text-primary' : ''}`}
              aria-current={isHere(path, place) ? 'page' : undefined}
            >
              <Icon name={place.icon} class="size-6" />
              {place.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What a practice sees above a page that it came to by a link: where it is, and nothing to press. */
function OutsideHeader() {
  return (
    <header class="border-b border-base-300">
      <p class="mx-auto flex max-w-3xl items-baseline justify-between gap-4 px-4 py-4 sm:px-8">
        <span class="text-lg font-semibold tracking-tight">Sessional</span>
        <span class="text-sm text-muted">No account needed</span>
      </p>
    </header>
  );
}

function SiteHeader({ isDevelopment }: { isDevelopment: boolean }) {
  return (
    <header class="border-b border-base-300">
      <nav aria-label="Site" class="mx-auto flex max-w-6xl items-center gap-2 px-4 py-3 sm:px-8">
        <a href="/" class="mr-auto flex min-h-11 items-center text-lg font-semibold tracking-tight">
          Sessional
        </a>
        {isDevelopment && (
          <a href="/mailbox" class="btn btn-ghost btn-sm min-h-11">
            Mailbox
          </a>
        )}
        <a href="/sign-in" class="btn btn-ghost btn-sm min-h-11">
          Sign in
        </a>
      </nav>
    </header>
  );
}

const LEGAL_PAGES = [
  ['/privacy', 'Privacy'],
  ['/cookies', 'Cookies'],
  ['/terms', 'Terms'],
  ['/sub-processors', 'Sub-processors'],
  ['/accessibility', 'Accessibility'],
] as const;

function Foot() {
  return (
    <footer class="mt-8 border-t border-base-300">
      <LegalLinks class="mx-auto max-w-6xl px-4 py-4 sm:px-8" />
    </footer>
  );
}

function LegalLinks({ class: extra }: { class: string }) {
  return (
    <ul class={`flex flex-wrap gap-x-6 text-sm ${extra}`}>
      {LEGAL_PAGES.map(([href, label]) => (
        <li>
          <a class="link flex min-h-11 items-center" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

function DemoStrip() {
  return (
    <p class="border-b border-base-300 bg-base-200 px-4 py-2 text-sm sm:px-8" role="note">
      You are looking around as a member of the demo. Nothing here is real, and no mail leaves this machine.
    </p>
  );
}

function isHere(path: string, place: Place): boolean {
  if (place.href === '/profile') return path.startsWith('/profile') && path !== '/profile/public';
  if (place.href === '/bookings') return path.startsWith('/bookings') && path !== '/bookings/new';
  return path === place.href || path.startsWith(`${place.href}/`);
}
