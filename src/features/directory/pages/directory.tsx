import { Hono } from 'hono';
import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import type { Needs } from '#platform/context.ts';
import { fieldErrorsOf, Refusal } from '#platform/errors.ts';
import { allTyped, type FormState, type FormValues, typed } from '#platform/form.ts';
import { ErrorSummary, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState } from '#platform/ui/notice.tsx';
import { Pager } from '#platform/ui/table.tsx';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import { distanceWords } from '#rules/distance.ts';
import { PROFESSIONS, professionOf } from '#rules/professions.ts';
import { RADII } from '../input.ts';
import { locate } from '../locate.ts';
import { lastKnownDay, readSearch } from '../read-search.ts';
import { type Found, type SearchResult, searchListings } from '../search.ts';

type Ctx = Needs<'clock' | 'geocoder'>;

const FREE_FIELDS = 3;
const SEARCHES = { name: 'directory.caller', most: 120, perMinutes: 10 };

/** The directory: published locums, for everybody. A search is an address that can be kept and sent on. */
export function directoryPages(ctx: Ctx, strangers: Kysely<Tables>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/locums', async c => {
    const values = queryOf(c);
    const isSearch = Object.keys(values).length > 0;
    const last = lastKnownDay(ctx);
    if (!isSearch) return show(c, last, { values: { miles: '25' }, errors: {} }, undefined);
    try {
      await c.get('limits').count(SEARCHES, c.get('callerHash'));
      const input = readSearch(ctx, values);
      const around = input.near === null ? undefined : await locate(ctx, input.near);
      const result = await searchListings(strangers, input, around?.point);
      return show(
        c,
        last,
        { values, errors: {} },
        { result, page: input.page, about: around?.precision === 'about' ? around.place : undefined },
      );
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      c.status(fault.reason.status ?? 422);
      return show(c, last, { values, errors: fieldErrorsOf(fault) }, undefined);
    }
  });

  return app;
}

interface Answer {
  readonly result: SearchResult;
  readonly page: number;
  /** The place whose middle was searched around, where nothing nearer is known. */
  readonly about: string | undefined;
}

function show(c: WebContext, last: Temporal.PlainDate, form: FormState, answer: Answer | undefined) {
  return showPage(
    c,
    {
      title: 'Find a locum',
      lead: 'Clinicians who chose to be found here. You ask them directly and need no account.',
      head: <link rel="canonical" href="/locums" />,
    },
    <div class="flex flex-col gap-8">
      <SearchForm form={form} first={c.get('today')} last={last} />
      {answer && <Results c={c} answer={answer} />}
    </div>,
  );
}

function SearchForm(props: { form: FormState; first: Temporal.PlainDate; last: Temporal.PlainDate }) {
  const { form, first, last } = props;
  return (
    <search>
      <form method="get" action="/locums" class="flex flex-col gap-4" novalidate>
        <ErrorSummary form={form} />
        <div class="flex flex-wrap items-end gap-4">
          <TextField
            form={form}
            name="near"
            label="Postcode or place"
            required={false}
            autocomplete="postal-code"
            width="w-56"
          />
          <SelectField
            form={form}
            name="miles"
            label="Within"
            options={RADII.map(miles => ({ value: String(miles), label: `${miles} miles` }))}
          />
          <SelectField
            form={form}
            name="profession"
            label="Profession"
            required={false}
            empty="All"
            options={PROFESSIONS.map(it => ({ value: it.code, label: it.label }))}
          />
        </div>
        <details open={['specialty', 'skill', 'system', 'text'].some(name => typed(form, name) !== '')}>
          <summary class="min-h-11 cursor-pointer content-center">Specialty, skills, clinical system, words</summary>
          <div class="flex flex-wrap items-end gap-4">
            <TextField form={form} name="specialty" label="Specialties" required={false} width="w-48" />
            <TextField form={form} name="skill" label="Skills" required={false} width="w-48" />
            <TextField form={form} name="system" label="Clinical systems" required={false} width="w-48" />
            <TextField form={form} name="text" label="Words" required={false} width="w-48" />
          </div>
          <p class="text-sm text-muted">Several are written with commas: whoever is found has them all.</p>
        </details>
        <fieldset id="f-free">
          <legend class="mb-1 font-medium">
            Free on <span class="font-normal text-muted">(optional)</span>
          </legend>
          <div class="flex flex-wrap gap-2">
            {Array.from({ length: Math.max(FREE_FIELDS, allTyped(form, 'free').length) }, (_, i) => (
              <input
                type="date"
                name="free"
                aria-label={`Free on, day ${i + 1}`}
                value={allTyped(form, 'free')[i] ?? ''}
                min={first.toString()}
                max={last.toString()}
                class="input min-h-11 w-44"
              />
            ))}
          </div>
          <p class="mt-1 text-sm text-muted">Known up to {formatDay(last)}.</p>
          {form.errors.free && <p class="mt-1 text-sm font-medium text-error">{form.errors.free}</p>}
        </fieldset>
        <p>
          <button type="submit" class="btn btn-primary min-h-11">
            Search
          </button>
        </p>
      </form>
    </search>
  );
}

function Results({ c, answer }: { c: WebContext; answer: Answer }) {
  const { result, page, about } = answer;
  return (
    <section aria-label="Who was found">
      {about !== undefined && (
        <Caution>
          Distances are counted from the middle of {about}: nothing nearer is known of what you entered.
        </Caution>
      )}
      {result.found.length === 0 ? (
        <EmptyState title="Nobody found">
          Try a larger distance, fewer days or other words. Only locums who chose to be found are in the directory.
        </EmptyState>
      ) : (
        <ul class="divide-y divide-base-300 border-y border-base-300">
          {result.found.map(found => (
            <FoundLocum found={found} />
          ))}
        </ul>
      )}
      <Pager
        earlier={result.hasMore ? pageLink(c, page + 1) : undefined}
        later={page > 1 ? pageLink(c, page - 1) : undefined}
        words={{ earlier: 'Next', later: 'Back' }}
      />
    </section>
  );
}

function FoundLocum({ found: { listing, miles } }: { found: Found }) {
  return (
    <li class="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 py-4">
      <div class="min-w-0">
        <h2 class="font-medium">
          <a class="link" href={`/p/${listing.slug}`}>
            {listing.name}
          </a>
        </h2>
        <p class="text-muted">{professionOf(listing.profession).label}</p>
        {listing.headline && <p>{listing.headline}</p>}
        {listing.specialties.length > 0 && <p class="text-sm text-muted">{listing.specialties.join(', ')}</p>}
      </div>
      <p class="text-muted">
        {[listing.place, miles === undefined ? undefined : distanceWords(miles)].filter(Boolean).join(', ')}
      </p>
    </li>
  );
}

const SEVERAL = new Set(['free', 'specialty', 'skill', 'system']);

/** Values sent one by one stand in their field with commas between them; days have a field each. */
function valuesOf(name: string, values: readonly string[]): string | readonly string[] {
  return name === 'free' ? values : values.join(', ');
}

/** The query as form values; fields left empty fall away, so that the address says what is meant. */
function queryOf(c: WebContext): FormValues {
  return Object.fromEntries(
    Object.entries(c.req.queries())
      .map(([name, values]) => [name, values.filter(value => value !== '')] as const)
      .filter(([name, values]) => values.length > 0 && name !== 'done')
      .map(([name, values]) => [name, SEVERAL.has(name) ? valuesOf(name, values) : (values[0] ?? '')]),
  );
}

function pageLink(c: WebContext, page: number): string {
  const query = new URLSearchParams(new URL(c.req.url).search);
  query.set('page', String(page));
  return `/locums?${query}`;
}
