import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { addressLinesOf, readProfile } from '#features/profile/index.ts';
import { asOwner, type OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution } from '#platform/ui/notice.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type PensionScheme, schemeNation, schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { type CopyRow, type CopySection, copySheet } from '../copy-sheet.ts';
import { type KeptFormB, listFormBs } from '../form-b-store.ts';
import { behind, readFormPack } from '../form-pack.ts';
import { hostFields } from '../host-code.ts';
import { readPensionYear } from '../pension-year.ts';
import { changeOf, readFormB, wantsNew } from '../preview-form-b.ts';
import { readMember } from '../read-member.ts';
import { type KeptFormA, listFormAs } from '../store.ts';
import { renderType2 } from '../type2-document.ts';
import { type2Figures } from '../type2-figures.ts';
import { monthIn, schemeIn, schemeQuery, yearIn } from './scheme-year.ts';
import { sendPdf } from './send-pdf.ts';

type Ctx = Needs<'db' | 'clock' | 'cipher' | 'files'>;

/** Papers beside the forms themselves: a month's pack, its copy sheet, the Type 2 figures of a year. */
export function paperPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/form-b/*', requireVisitor);
  app.use('/pension/type-2/*', requireVisitor);

  app.get('/pension/form-b/:month/pack', async c => {
    const pack = await readFormPack(ctx, visitorOf(c).owner, { month: monthIn(c), scheme: schemeIn(c) });
    return sendPdf(c, pack.name, pack.bytes);
  });

  app.get('/pension/form-b/:month/copy', async c => showCopySheet(ctx, c));

  app.get('/pension/type-2/:year', async c => {
    const [year, scheme, now] = [yearIn(c), schemeIn(c), ctx.clock.now()];
    const figures = await asOwner(ctx.db, visitorOf(c).owner, async tx =>
      type2Figures(await readPensionYear(tx, scheme, year, ctx.clock.today()), await readMember(ctx, tx), now),
    );
    return sendPdf(c, `Type-2-figures-${year}.pdf`, await renderType2(figures));
  });

  return app;
}

async function showCopySheet(ctx: Ctx, c: WebContext) {
  const [month, scheme] = [monthIn(c), schemeIn(c)];
  const { made, sections, isStale, unsigned, hasSigned } = await asOwner(ctx.db, visitorOf(c).owner, tx =>
    readSheet(ctx, c, tx),
  );
  const back = `/pension/form-b/${month}`;
  return showPage(
    c,
    {
      title: `Copy sheet, ${formatPensionMonth(month)}`,
      lead: SCREENS[scheme],
      islands: ['copy-value'],
      action: (
        <a class="btn min-h-11" href={`${back}/pack${schemeQuery(scheme)}`}>
          With all forms (PDF)
        </a>
      ),
    },
    <div class="flex flex-col gap-10">
      {(isStale || unsigned.length > 0) && (
        <div>
          {isStale && (
            <Caution>
              What came in, or the tier, has changed since Form B was made.{' '}
              <a class="link" href={`${back}${schemeQuery(scheme)}`}>
                Make it again
              </a>{' '}
              first, so that paper and screen say the same.
            </Caution>
          )}
          {unsigned.length > 0 && <Unsigned forms={unsigned} scheme={scheme} />}
        </div>
      )}
      {hasSigned && made.paymentReference && (
        <p>
          Forms A that are signed stay as they were signed, without a payment reference. The one that belongs on them is{' '}
          <strong>{made.paymentReference}</strong>: write it on where it is asked for.
        </p>
      )}
      {made.submittedOn && <p class="text-muted">This Form B is recorded as sent.</p>}
      {sections.map((section, at) => (
        <Section section={section} number={at} />
      ))}
    </div>,
  );
}

const SCREENS: Readonly<Record<PensionScheme, string>> = {
  england_and_wales:
    'Every field with the value to type, to the letter. PCSE Online’s own screens could not be read: the order is that of the form.',
  scotland: 'Every field with the value to write. Scotland’s own form could not be read: the order is our own.',
  northern_ireland:
    'Every field with the value to write. Northern Ireland’s own form could not be read: the order is our own.',
};

/** https://pcse.england.nhs.uk/help/gp-payments-pensions-online-service/locum-ab/, read 2026-11-23, for the role of the approver. */
function Unsigned({ forms, scheme }: { forms: readonly KeptFormA[]; scheme: PensionScheme }) {
  return (
    <Caution>
      <p>Not signed by the practice yet:</p>
      <ul class="list-disc pl-5">
        {forms.map(form => (
          <li>
            {form.invoiceNumber}, {form.organisationName}
          </li>
        ))}
      </ul>
      {scheme === 'england_and_wales' && (
        <p class="mt-1">
          On PCSE Online a user of the practice with the role “GPP - Locum Approvals” has to approve each Form A before
          Form B can be sent.
        </p>
      )}
    </Caution>
  );
}

function Section({ section, number }: { section: CopySection; number: number }) {
  const id = `section-${number}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} class="mb-3 text-lg font-medium">
        {section.title}
      </h2>
      <div class="flex flex-col gap-3">
        {section.rows.map((row, at) => (
          <Row row={row} id={`${id}-${at}`} />
        ))}
      </div>
    </section>
  );
}

function Row({ row, id }: { row: CopyRow; id: string }) {
  if (row.value === '') {
    return (
      <div class="sm:grid sm:grid-cols-[18rem_1fr] sm:items-center sm:gap-4">
        <span class="text-muted">{row.label}</span>
        <span>Not known here</span>
      </div>
    );
  }
  return (
    <div class="sm:grid sm:grid-cols-[18rem_1fr] sm:items-center sm:gap-4">
      <label for={id} class="text-muted">
        {row.label}
      </label>
      <copy-value class="flex gap-2" label={row.label}>
        <input
          id={id}
          type="text"
          readonly
          value={row.value}
          autocomplete="off"
          class="input min-h-11 min-w-0 flex-1 tabular-nums"
        />
      </copy-value>
    </div>
  );
}

async function readSheet(ctx: Ctx, c: WebContext, tx: OwnedTransaction) {
  const [month, scheme] = [monthIn(c), schemeIn(c)];
  const made = (await listFormBs(tx)).find(form => form.month === month && form.scheme === scheme);
  if (!made) throw notFound('Form B');
  const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
  const forms = behind(made, await listFormAs(tx));
  const nation = schemeOf(profile.nation) === scheme ? profile.nation : schemeNation(scheme);
  const sections = copySheet({
    nation,
    schemeYear: made.schemeYear.replace('-', '/'),
    month,
    paymentReference: made.paymentReference,
    locum: {
      name: account.name,
      surname: account.lastName,
      otherNames: account.firstName,
      dateOfBirth: profile.dateOfBirth,
      niNumber: profile.niNumber,
      hostCode: hostFields(profile, nation).hostCode,
      hostReference: profile.hostReference,
      gmcNumber: profile.registrationNumber,
      address: addressLinesOf(profile).join(', '),
      email: account.email,
    },
    tierBasisPoints: made.tierBasisPoints,
    forms,
    figures: made.figures,
  });
  return {
    made,
    sections,
    isStale: await isStale(tx, made, ctx.clock.today()),
    unsigned: forms.filter(form => form.signed === undefined),
    hasSigned: forms.some(form => form.signed !== undefined),
  };
}

async function isStale(tx: OwnedTransaction, made: KeptFormB, today: Temporal.PlainDate): Promise<boolean> {
  try {
    return wantsNew(made, changeOf(made, await readFormB(tx, made, today)));
  } catch (fault) {
    // its money went away, or no tier is known any more: the month's page says so
    if (fault instanceof Refusal) return true;
    throw fault;
  }
}
