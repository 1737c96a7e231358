import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, jsonBody, moneyOut } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { distanceWords } from '#rules/distance.ts';
import { plainPounds } from '#rules/money.ts';
import { publicationInput } from './input.ts';
import { keepPublication } from './keep-publication.ts';
import { locate } from './locate.ts';
import { photoApi } from './photo-api.ts';
import { type Listing, type Publication, SHOWN_FIELDS, VISIBILITIES } from './publication.ts';
import { readSearch } from './read-search.ts';
import { searchListings } from './search.ts';
import { findListing, readPublication } from './store.ts';

const publicationOut = z
  .object({
    slug: z.string().nullable(),
    visibility: z.enum(VISIBILITIES),
    shown: z.array(z.enum(SHOWN_FIELDS)),
    headline: z.string().nullable(),
    travelMiles: z.number(),
    instant: z.boolean(),
    instantRateKind: z.string().nullable(),
    instantRate: moneyOut.nullable(),
    instantNoticeHours: z.number().nullable(),
  })
  .openapi('Publication');

const listingOut = z
  .object({
    slug: z.string(),
    name: z.string(),
    profession: z.string(),
    headline: z.string().nullable(),
    biography: z.string().nullable(),
    specialties: z.array(z.string()),
    skills: z.array(z.string()),
    clinicalSystems: z.array(z.string()),
    registration: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    travelMiles: z.number().nullable(),
    place: z.string().nullable(),
    distance: z.string().optional().openapi({ description: 'In words, as near as may be told' }),
  })
  .openapi('Listing');

const searchQuery = z.object({
  near: z.string().optional().openapi({ description: 'A postcode or a place' }),
  miles: z.string().optional().openapi({ description: '5, 10, 25, 50 or 100' }),
  profession: z.string().optional(),
  specialty: z.string().optional().openapi({ description: 'Words, several separated by commas: all are wanted' }),
  skill: z.string().optional().openapi({ description: 'The same' }),
  system: z.string().optional().openapi({ description: 'The same' }),
  text: z.string().optional(),
  free: z.string().optional().openapi({ description: 'Days such as 2026-11-24, separated by commas' }),
  page: z.string().optional(),
});

/** The owner's public page, and the directory. */
export function directoryApi(
  ctx: Needs<'db' | 'clock' | 'queue' | 'cipher' | 'geocoder' | 'files' | 'scanner'>,
  strangers: Kysely<Tables>,
): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/publication',
      summary: 'What strangers may see of you',
      responses: answers(200, 'It', publicationOut),
    }),
    async c => c.json(shownPublication(await asOwner(ctx.db, c.get('caller').owner, readPublication)), 200),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/publication',
      summary: 'Choose what strangers may see of you',
      request: jsonBody(publicationInput),
      responses: answers(200, 'Kept', publicationOut),
    }),
    async c => {
      const { owner } = c.get('caller');
      await keepPublication(ctx, owner, c.req.valid('json'));
      return c.json(shownPublication(await asOwner(ctx.db, owner, readPublication)), 200);
    },
  );
  photoApi(app, ctx);
  app.openapi(
    createRoute({
      method: 'get',
      path: '/directory',
      summary: 'Search the directory',
      description: 'Published locums, the nearest first, twenty a page.',
      request: { query: searchQuery },
      responses: answers(200, 'A page', z.object({ items: z.array(listingOut), hasMore: z.boolean() })),
    }),
    async c => {
      const { free, ...query } = c.req.valid('query');
      const input = readSearch(ctx, { ...query, free: free?.split(',') });
      const around = input.near === null ? undefined : await locate(ctx, input.near);
      const { found, hasMore } = await searchListings(strangers, input, around?.point);
      const items = found.map(({ listing, miles }) => ({
        ...shownListing(listing),
        ...(miles === undefined ? {} : { distance: distanceWords(miles) }),
      }));
      return c.json({ items, hasMore }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/directory/{slug}',
      summary: 'One public page',
      request: { params: z.object({ slug: z.string().openapi({ param: { name: 'slug', in: 'path' } }) }) },
      responses: { ...answers(200, 'It', listingOut), 301: { description: 'The page has another address by now' } },
    }),
    async c => {
      const found = await findListing(strangers, c.req.valid('param').slug);
      if (found?.kind === 'moved') return c.redirect(`/api/v1/directory/${found.slug}`, 301);
      if (!found) throw notFound('page');
      return c.json(shownListing(found.listing), 200);
    },
  );
  return app;
}

function shownPublication(it: Publication): z.input<typeof publicationOut> {
  return {
    slug: it.slug,
    visibility: it.visibility,
    shown: [...it.shown],
    headline: it.headline,
    travelMiles: it.travelMiles,
    instant: it.instant !== undefined,
    instantRateKind: it.instant?.rateKind ?? null,
    instantRate: it.instant ? plainPounds(it.instant.ratePence) : null,
    instantNoticeHours: it.instant?.noticeHours ?? null,
  };
}

function shownListing(it: Listing): z.input<typeof listingOut> {
  return {
    slug: it.slug,
    name: it.name,
    profession: it.profession,
    headline: it.headline,
    biography: it.biography,
    specialties: [...it.specialties],
    skills: [...it.skills],
    clinicalSystems: [...it.clinicalSystems],
    registration: it.registration,
    email: it.email,
    phone: it.phone,
    travelMiles: it.travelMiles,
    place: it.place,
  };
}
