import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm } from '#platform/form.ts';
import { Form } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import {
  provenVisitor,
  requireProof,
  requireVisitor,
  type Visitor,
  visitorOf,
  type WebContext,
  type WebEnv,
} from '#platform/web.ts';
import { describeTerms } from '#rules/cancellation-terms.ts';
import { formatDayShort } from '#rules/dates.ts';
import { maskTail } from '#rules/identifiers/answer.ts';
import { bankAccountWarning } from '#rules/identifiers/bank-account.ts';
import { checkRegistrationNumber } from '#rules/identifiers/professional.ts';
import { formatPercent } from '#rules/money.ts';
import { nationLabel } from '#rules/nation.ts';
import { NOT_PENSIONABLE_WORDS } from '#rules/pension/eligibility.ts';
import { professionOf } from '#rules/professions.ts';
import { addressLinesOf, type Profile } from '../profile.ts';
import { readProfile } from '../store.ts';
import { PARTS, type PartName, partNamed } from './parts.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** What the locum told about themselves, part by part. Sensitive values are shown by their end only. */
export function profilePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/profile', requireVisitor);
  app.use('/profile/*', requireVisitor);
  app.use('/profile/billing', requireProof);

  app.get('/profile', async c => showOverview(c, await profileOf(ctx, c)));

  app.get('/profile/:part', async c => {
    const profile = await profileOf(ctx, c);
    return showPart(c, profile, partOf(c), freshForm(PARTS[partOf(c)].values(profile)));
  });

  app.post('/profile/:part', async c =>
    answerForm(
      c,
      async values => {
        await PARTS[partOf(c)].save(ctx, partOf(c) === 'billing' ? provenVisitor(c) : visitorOf(c), values);
        return c.redirect(withNotice('/profile', 'saved'), 303);
      },
      async form => showPart(c, await profileOf(ctx, c), partOf(c), form),
    ),
  );

  return app;
}

function profileOf(ctx: Ctx, c: WebContext): Promise<Profile> {
  return asOwner(ctx.db, visitorOf(c).owner, tx => readProfile(ctx, tx));
}

function showOverview(c: WebContext, profile: Profile) {
  const visitor = visitorOf(c);
  const { regulator, usesFormsAB } = professionOf(visitor.profession);
  return showPage(
    c,
    { title: 'Profile', lead: 'Entered once, printed on every paper.' },
    <div class="flex flex-col gap-10">
      <Warnings visitor={visitor} profile={profile} />
      <Section part="personal">
        <Facts
          rows={[
            [
              'Name',
              <>
                {visitor.fullName} ·{' '}
                <a class="link" href="/account">
                  change
                </a>
              </>,
            ],
            ['Address', addressLinesOf(profile).join(', ') || 'missing: invoices need it'],
            ['Telephone', profile.phone ?? '–'],
            ['Mostly works in', nationLabel(profile.nation)],
          ]}
        />
      </Section>
      <Section part="professional">
        <Facts
          rows={[
            ['Profession', professionOf(visitor.profession).label],
            [`${regulator ?? 'Registration'} number`, masked(profile.registrationNumber)],
            ['Specialties', profile.specialties.join(', ') || '–'],
            ['Clinical systems', profile.clinicalSystems.join(', ') || '–'],
          ]}
        />
      </Section>
      <Section part="billing">
        <Facts
          rows={[
            [
              'Invoices as',
              profile.tradingAs === 'limited_company'
                ? `a limited company, ${profile.companyName ?? 'name missing'}`
                : 'a sole trader',
            ],
            [
              'Bank account',
              profile.sortCode && profile.accountNumber
                ? `${masked(profile.sortCode)} ${masked(profile.accountNumber)}`
                : 'missing: nobody can pay you',
            ],
            ['UTR', masked(profile.utr)],
            ['Days to pay', String(profile.paymentTermsDays)],
            [
              'Cancellation',
              profile.cancellationTerms
                ? describeTerms(profile.cancellationTerms).join('; ')
                : 'as usual for your profession',
            ],
          ]}
        />
      </Section>
      {usesFormsAB ? (
        <Section part="pension">
          <Facts
            rows={[
              ['National Insurance number', masked(profile.niNumber)],
              ['Membership number', masked(profile.pensionNumber)],
              ['Date of birth', profile.dateOfBirth ? `•• ${formatDayShort(profile.dateOfBirth).slice(-4)}` : '–'],
              ['Host code', profile.hostCode ?? '–'],
              ['Tier', profile.tierBasisPoints === null ? 'reckoned' : formatPercent(profile.tierBasisPoints)],
            ]}
          />
        </Section>
      ) : (
        <p class="text-muted">{NOT_PENSIONABLE_WORDS.not_a_gp}</p>
      )}
    </div>,
  );
}

function Section({ part, children }: { part: PartName; children: Child }) {
  return (
    <section aria-labelledby={`part-${part}`}>
      <div class="mb-3 flex items-center justify-between gap-3 border-b border-base-300 pb-2">
        <h2 id={`part-${part}`} class="text-lg font-medium">
          {PARTS[part].title}
        </h2>
        <a class="btn btn-sm min-h-11" href={`/profile/${part}`} aria-label={`Change: ${PARTS[part].title}`}>
          Change
        </a>
      </div>
      {children}
    </section>
  );
}

function Warnings({ visitor, profile }: { visitor: Visitor; profile: Profile }) {
  const registration =
    profile.registrationNumber === null
      ? undefined
      : checkRegistrationNumber(professionOf(visitor.profession).code, profile.registrationNumber);
  const warnings = [
    profile.sortCode && profile.accountNumber ? bankAccountWarning(profile.sortCode, profile.accountNumber) : undefined,
    registration && 'warning' in registration ? registration.warning : undefined,
  ].filter(warning => warning !== undefined);
  return (
    <>
      {warnings.map(warning => (
        <Caution>{warning}</Caution>
      ))}
    </>
  );
}

function showPart(c: WebContext, profile: Profile, part: PartName, form: FormState) {
  const { title, Fields } = PARTS[part];
  const visitor = visitorOf(c);
  if (part === 'pension' && !professionOf(visitor.profession).usesFormsAB) {
    return showPage(c, { title }, <p>{NOT_PENSIONABLE_WORDS.not_a_gp}</p>);
  }
  return showPage(
    c,
    { title },
    <Form action={`/profile/${part}`} form={form} submit="Save" cancel="/profile">
      <Fields form={form} profile={profile} profession={visitor.profession} />
    </Form>,
  );
}

function partOf(c: WebContext): PartName {
  const part = partNamed(c.req.param('part') ?? '');
  if (!part) throw notFound('page');
  return part;
}

function masked(value: string | null): string {
  return value === null ? '–' : maskTail(value);
}
