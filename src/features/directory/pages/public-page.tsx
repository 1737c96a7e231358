import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { freeDays } from '#features/availability/index.ts';
import { asOwner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { professionOf } from '#rules/professions.ts';
import type { Listing } from '../publication.ts';
import { findListing, readPublication } from '../store.ts';
import { FreeBusy } from './free-busy.tsx';

type Ctx = Needs<'db' | 'clock' | 'files' | 'site'>;

const WEEKS = 8;

/** The page of one locum, for everybody. It is made of the listing, which holds nothing that was not chosen. */
export function publicPages(ctx: Ctx, strangers: Kysely<Tables>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/p/:slug', async c => {
    const found = await findListing(strangers, c.req.param('slug'));
    if (!found) throw notFound('page');
    return found.kind === 'moved' ? c.redirect(`/p/${found.slug}`, 301) : show(ctx, c, found.listing);
  });

  app.get('/p/:slug/photo', async c => {
    const found = await findListing(strangers, c.req.param('slug'));
    if (found?.kind === 'moved') return c.redirect(`/p/${found.slug}/photo`, 301);
    if (!found?.listing.hasPhoto) throw notFound('page');
    const file = await asOwner(ctx.db, ownerOf(found.listing.accountId), async tx => {
      const { photoFileId } = await readPublication(tx);
      if (photoFileId === null) throw notFound('page');
      return readStoredFile(ctx, tx, photoFileId);
    });
    return serveFile(c, file, 'inline', found.listing.visibility === 'published' ? 'public' : 'private');
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, listing: Listing) {
  const today = ctx.clock.today();
  const free = listing.showsAvailability
    ? await asOwner(ctx.db, ownerOf(listing.accountId), tx =>
        freeDays(ctx, tx, today, today.add({ days: WEEKS * 7 - today.dayOfWeek })),
      )
    : undefined;
  const path = `/p/${listing.slug}`;
  const { label } = professionOf(listing.profession);
  if (listing.visibility === 'unlisted') c.header('X-Robots-Tag', 'noindex');
  return showPage(
    c,
    {
      title: listing.name,
      heading: false,
      head: <Preview listing={listing} label={label} url={`${ctx.site.baseUrl}${path}`} />,
    },
    <article class="flex flex-col gap-8">
      <header class="flex flex-wrap items-start gap-6">
        {listing.hasPhoto && (
          <img src={`${path}/photo`} alt={listing.name} width="112" height="112" class="size-28 rounded-full" />
        )}
        <div class="min-w-60 flex-1">
          <h1 class="text-2xl font-semibold tracking-tight">{listing.name}</h1>
          <p class="text-muted">
            {label}
            {listing.place && `, ${listing.place}`}
          </p>
          {listing.headline && <p class="mt-2 text-lg">{listing.headline}</p>}
        </div>
        <a href={`${path}/request`} class="btn btn-primary min-h-11">
          Ask for a booking
        </a>
      </header>
      {listing.biography && <p class="max-w-prose whitespace-pre-line">{listing.biography}</p>}
      <Facts rows={factsOf(listing)} />
      {free && (
        <section aria-labelledby="free">
          <h2 id="free" class="mb-3 text-lg font-medium">
            The next {WEEKS} weeks
          </h2>
          <FreeBusy today={today} weeks={WEEKS} free={free} askPath={`${path}/request`} />
        </section>
      )}
    </article>,
  );
}

function factsOf(listing: Listing): (readonly [string, string])[] {
  const rows: (readonly [string, string | null])[] = [
    ['Specialties', listing.specialties.join(', ')],
    ['Skills', listing.skills.join(', ')],
    ['Clinical systems', listing.clinicalSystems.join(', ')],
    ['Registration', listing.registration],
    ['Travels', listing.travelMiles === null ? null : `up to ${listing.travelMiles} miles`],
    ['Email', listing.email],
    ['Telephone', listing.phone],
  ];
  return rows.flatMap(([label, value]) => (value ? [[label, value] as const] : []));
}

/** What a search engine and a link preview are told: the same as the page, and no more. */
function Preview({ listing, label, url }: { listing: Listing; label: string; url: string }) {
  const description =
    listing.headline ?? `${label}${listing.place ? ` in ${listing.place}` : ''}, available for locum work.`;
  const person = {
    '@context': 'https://schema.org',
    '@type': 'Person',
    name: listing.name,
    jobTitle: label,
    description,
    url,
    ...(listing.hasPhoto ? { image: `${url}/photo` } : {}),
    ...(listing.email ? { email: listing.email } : {}),
    ...(listing.phone ? { telephone: listing.phone } : {}),
    ...(listing.specialties.length > 0 ? { knowsAbout: listing.specialties } : {}),
  };
  return (
    <>
      <link rel="canonical" href={url} />
      <meta name="description" content={description} />
      <meta property="og:type" content="profile" />
      <meta property="og:title" content={`${listing.name}, ${label}`} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={url} />
      {listing.hasPhoto && <meta property="og:image" content={`${url}/photo`} />}
      {/* data, not a program; a bracket inside it cannot end it */}
      {raw(`<script type="application/ld+json">${JSON.stringify(person).replaceAll('<', '\\u003c')}</script>`)}
    </>
  );
}
