import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { type Profile, readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, inScope, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { CheckboxField, FieldGroup, FieldRow, Form, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import { answerUpload, UploadForm } from '#platform/upload/upload-form.tsx';

import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { RATE_KIND_LABELS, RATE_KINDS } from '#rules/booking-fee.ts';
import { plainPounds } from '#rules/money.ts';
import { areaOf } from '#rules/postcode-areas.ts';
import { publicationInput } from '../input.ts';
import { keepPhoto, keepPublication, removePhoto } from '../keep-publication.ts';
import { FIELD_LABELS, type Publication, SHOWN_FIELDS, type ShownField, slugOf } from '../publication.ts';
import { readPublication } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher' | 'geocoder' | 'files' | 'scanner' | 'site'>;

/** The locum's choice of what strangers see. */
export function publicationPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/profile/public', requireVisitor);
  app.use('/profile/public/*', requireVisitor);

  app.get('/profile/public', async c => show(ctx, c, undefined, inScope('photo')));

  app.post('/profile/public', async c =>
    answerForm(
      c,
      async values => {
        await keepPublication(ctx, visitorOf(c).owner, readInput(publicationInput, values));
        return c.redirect(withNotice('/profile/public', 'saved'), 303);
      },
      form => show(ctx, c, form, inScope('photo')),
    ),
  );

  app.get('/profile/public/photo', async c => {
    const file = await asOwner(ctx.db, visitorOf(c).owner, async tx => {
      const { photoFileId } = await readPublication(tx);
      if (photoFileId === null) throw notFound('photo');
      return readStoredFile(ctx, tx, photoFileId);
    });
    return serveFile(c, file, 'inline');
  });

  app.post('/profile/public/photo', async c =>
    answerUpload(
      c,
      async (_, file) => {
        await keepPhoto(ctx, visitorOf(c).owner, file);
        return c.redirect(withNotice('/profile/public', 'saved'), 303);
      },
      form => show(ctx, c, undefined, inScope('photo', form)),
    ),
  );

  app.post('/profile/public/photo/remove', async c => {
    await removePhoto(ctx, visitorOf(c).owner);
    return c.redirect(withNotice('/profile/public', 'saved'), 303);
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, typedForm: FormState | undefined, photo: FormState) {
  const { publication, profile, account } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    publication: await readPublication(tx),
    profile: await readProfile(ctx, tx),
    account: await readAccount(tx),
  }));
  const form = typedForm ?? freshForm(valuesOf(publication, account.name));
  const page = publication.slug === null || publication.visibility === 'private' ? undefined : `/p/${publication.slug}`;
  return showPage(
    c,
    {
      title: 'Public page',
      lead: page ? (
        <>
          It stands at{' '}
          <a class="link break-all" href={page}>
            {ctx.site.baseUrl}
            {page}
          </a>
          .
        </>
      ) : (
        'Nobody sees anything of you yet. Choose what a practice may see, and let it find you.'
      ),
    },
    <div class="flex flex-col gap-10">
      <Form action="/profile/public" form={form} submit="Save">
        <SelectField
          form={form}
          name="visibility"
          label="Who may see it"
          options={[
            { value: 'private', label: 'Nobody' },
            { value: 'unlisted', label: 'Whoever has the address' },
            { value: 'published', label: 'Everybody: it is in the directory' },
          ]}
        />
        <TextField
          form={form}
          name="slug"
          label="Address of the page"
          hint={`${ctx.site.baseUrl}/p/… An address you had before leads to the new one.`}
          width="w-full max-w-sm"
        />
        <TextField form={form} name="headline" label="One line about you" required={false} maxlength={120} />
        <FieldGroup
          legend="What they see"
          hint="Your name, profession and a way to ask for a booking always. Your address and exact postcode never: the directory knows a point within about three miles of you."
        >
          <div>
            {SHOWN_FIELDS.map(field => (
              <CheckboxField
                form={form}
                name="shown"
                value={field}
                label={FIELD_LABELS[field]}
                hint={sample(field, publication, profile, account.email)}
              />
            ))}
          </div>
          <TextField form={form} name="travelMiles" label="Miles I travel" inputmode="numeric" width="w-24" />
        </FieldGroup>
        <FieldGroup
          legend="Instant booking"
          hint="A sender of the health service, or one you trust, books days you offer at your own terms, without asking. Everybody else asks."
        >
          <CheckboxField form={form} name="instant" label="Let them book at once" />
          <FieldRow>
            <SelectField
              form={form}
              name="instantRateKind"
              label="Paid by"
              options={RATE_KINDS.map(value => ({ value, label: RATE_KIND_LABELS[value] }))}
            />
            <MoneyField form={form} name="instantRate" label="Rate" required={false} />
            <TextField
              form={form}
              name="instantNoticeHours"
              label="Notice, hours"
              inputmode="numeric"
              required={false}
              width="w-24"
            />
          </FieldRow>
        </FieldGroup>
      </Form>
      <Photo publication={publication} form={photo} />
    </div>,
  );
}

function Photo({ publication, form }: { publication: Publication; form: FormState }) {
  return (
    <section aria-labelledby="photo" class="border-t border-base-300 pt-4">
      <h2 id="photo" class="mb-3 text-lg font-medium">
        Photo
      </h2>
      {publication.photoFileId !== null && (
        <div class="mb-4 flex flex-wrap items-center gap-4">
          <img
            src="/profile/public/photo"
            alt="As strangers see you"
            class="size-24 rounded-full"
            width="96"
            height="96"
          />
          <form method="post" action="/profile/public/photo/remove">
            <button type="submit" class="btn min-h-11">
              Remove it
            </button>
          </form>
        </div>
      )}
      <UploadForm
        action="/profile/public/photo"
        form={form}
        submit="Keep the picture"
        accept="image/jpeg,image/png,image/webp,image/heic"
        label="Choose a picture"
      />
    </section>
  );
}

/** What a field would show, or where to fill it in. */
function sample(field: ShownField, publication: Publication, profile: Profile, email: string): string {
  const missing = 'not filled in yet';
  switch (field) {
    case 'headline':
      return publication.headline ?? missing;
    case 'biography':
      return profile.biography
        ? `${profile.biography.slice(0, 80)}${profile.biography.length > 80 ? '…' : ''}`
        : missing;
    case 'specialties':
      return profile.specialties.join(', ') || missing;
    case 'skills':
      return profile.skills.join(', ') || missing;
    case 'clinical_systems':
      return profile.clinicalSystems.join(', ') || missing;
    case 'registration':
      return profile.registrationNumber ?? missing;
    case 'email':
      return email;
    case 'phone':
      return profile.phone ?? missing;
    case 'photo':
      return publication.photoFileId === null ? 'none yet, see below' : 'as below';
    case 'place':
      return profile.postcode ? `such as “${areaOf(profile.postcode)?.place ?? 'your town'}”` : missing;
    case 'travel':
      return `up to ${publication.travelMiles} miles`;
    case 'availability':
      return 'free or busy, day by day, from your availability; never what you do';
  }
}

function valuesOf(publication: Publication, name: string) {
  return {
    slug: publication.slug ?? slugOf(name),
    visibility: publication.visibility,
    headline: publication.headline ?? '',
    shown:
      publication.slug === null ? ['headline', 'biography', 'specialties', 'place', 'availability'] : publication.shown,
    travelMiles: String(publication.travelMiles),
    ...(publication.instant ? { instant: 'on' } : {}),
    instantRateKind: publication.instant?.rateKind ?? 'session',
    instantRate: publication.instant ? plainPounds(publication.instant.ratePence) : '',
    instantNoticeHours: String(publication.instant?.noticeHours ?? 48),
  };
}
