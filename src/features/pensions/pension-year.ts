import { listEnteredFigures } from '#features/invoices/index.ts';
import type { Profile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { earlierDay, laterDay } from '#rules/dates.ts';
import { type Id, showId } from '#rules/ids.ts';
import { enteredTable } from '#rules/pension/entered-figures.ts';
import { workedRuns } from '#rules/pension/form-a.ts';
import { type PensionPiece, reckonYear, type YearInput, type YearReckoning } from '#rules/pension/reckon-year.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { type AppraisalOfDays, listAppraisalDays } from './appraisal-days-store.ts';
import { tierTaken } from './form-b-history.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';
import { listPostPay, listPosts, type Post, type PostPay } from './posts-store.ts';
import { providerKey, readSoloYear, type SoloYearOfProvider } from './solo-works.ts';
import { type KeptFormA, listFormAs } from './store.ts';
import { readYearSettings, type YearSettings } from './year-settings.ts';

/** Everything that the pension of one scheme year is reckoned from, and what comes of it. */
export interface PensionYear {
  readonly scheme: PensionScheme;
  readonly year: SchemeYear;
  /** Forms A whose money came in in this year, without those given up. */
  readonly received: readonly KeptFormA[];
  readonly formBs: readonly KeptFormB[];
  readonly posts: readonly Post[];
  readonly pay: readonly PostPay[];
  readonly settings: YearSettings;
  readonly input: YearInput;
  readonly reckoning: YearReckoning;
}

/** Reads and reckons a scheme year as known on a day. */
export async function readPensionYear(
  tx: OwnedTransaction,
  scheme: PensionScheme,
  year: SchemeYear,
  knownOn: Temporal.PlainDate,
): Promise<PensionYear> {
  const read = {
    formAs: await listFormAs(tx),
    formBs: (await listFormBs(tx)).filter(form => form.scheme === scheme && form.schemeYear === year),
    posts: (await listPosts(tx)).filter(post => post.scheme === scheme),
    pay: await listPostPay(tx, year),
    settings: await readYearSettings(tx, scheme, year),
  };
  const received = read.formAs.filter(
    form =>
      form.givenUp === undefined &&
      schemeOf(form.nation) === scheme &&
      form.paidOn !== null &&
      schemeYearOf(form.paidOn) === year,
  );
  const input: YearInput = {
    scheme,
    year,
    pieces: [
      ...received.map(form => pieceOfForm(form, read.formBs)),
      ...[
        ...(await readSoloYear(tx, scheme, year)).flatMap(piecesOfSolo(await listAppraisalDays(tx))),
        ...read.pay.flatMap(pieceOfPay(read.posts)),
      ].map(withoutDays(read.posts, read.settings)),
    ],
    cover: read.posts.flatMap(coverIn(year, read.pay, knownOn)),
    daysAdjustment: read.settings.daysAdjustment,
    annualises: read.settings.annualises ?? undefined,
    knownOn,
    enteredTiers: enteredTable(scheme, year, await listEnteredFigures(tx)),
  };
  return { scheme, year, received, ...read, input, reckoning: reckonYear(input) };
}

/** The tier that contributions of a month are taken at: the one said for the year, else the profile's, else what is due by the month's end. */
export function tierInUse(
  year: Pick<PensionYear, 'scheme' | 'settings' | 'reckoning'>,
  profile: Pick<Profile, 'tierBasisPoints' | 'nation'>,
  month: PensionMonth,
): { readonly basisPoints: number; readonly by: 'locum' | 'reckoning' } | undefined {
  const said = tierSaid(year, profile);
  if (said !== undefined) return { basisPoints: said, by: 'locum' };
  const due = year.reckoning.months.find(it => it.month === month)?.due;
  return due?.ok ? { basisPoints: due.tier.basisPoints, by: 'reckoning' } : undefined;
}

/** The tier that the locum said: for the year, else under Profile, which is meant for the locum's own scheme and holds where its tables have it. */
export function tierSaid(
  year: Pick<PensionYear, 'scheme' | 'settings' | 'reckoning'>,
  profile: Pick<Profile, 'tierBasisPoints' | 'nation'>,
): number | undefined {
  if (year.settings.tierBasisPoints !== null) return year.settings.tierBasisPoints;
  if (profile.tierBasisPoints === null || schemeOf(profile.nation) !== year.scheme) return undefined;
  const rates = year.reckoning.parts.flatMap(part => (part.due.ok ? part.due.tier.table.rates : []));
  return rates.length === 0 || rates.includes(profile.tierBasisPoints) ? profile.tierBasisPoints : undefined;
}

function pieceOfForm(form: KeptFormA, formBs: readonly KeptFormB[]): PensionPiece {
  const month = pensionMonthOf(form.paidOn ?? form.lastDay);
  const formB = formBs.find(it => it.month === month);
  return {
    key: showId('formA', form.id),
    kind: 'form_a',
    label: `${form.invoiceNumber}, ${form.organisationName}`,
    month,
    pensionablePence: form.pensionablePence,
    periods: form.periods,
    usedBasisPoints: formB && tierTaken(form.id, formB),
  };
}

/** The provider's figure of a month where it told one, else what is booked here; the days are those of the bookings, an appraisal's all. */
function piecesOfSolo(appraisals: ReadonlyMap<Id<'booking'>, AppraisalOfDays>) {
  return (provider: SoloYearOfProvider): PensionPiece[] =>
    provider.months.map(({ month, pensionablePence, contributedPence }) => ({
      key: `${providerKey(provider.organisationId, provider.name)}-${month}`,
      kind: 'solo',
      label: provider.name,
      month,
      pensionablePence,
      periods: workedRuns(
        provider.bookings
          .filter(it => pensionMonthOf(it.workDate) === month)
          .flatMap(it => appraisals.get(it.id)?.days ?? [it.workDate]),
      ),
      usedBasisPoints: undefined,
      ...(contributedPence === undefined ? {} : { contributedPence }),
    }));
}

/** Officer posts are paid for by their own payroll at their own tier and never count; SOLO has its own reckoning. */
function pieceOfPay(posts: readonly Post[]) {
  return (pay: PostPay): PensionPiece[] => {
    const post = posts.find(it => it.id === pay.postId);
    if (!post || post.kind === 'officer' || post.kind === 'solo') return [];
    return [
      {
        key: `${showId('post', post.id)}-${pay.month}`,
        kind: post.kind,
        label: post.employer,
        month: pay.month,
        pensionablePence: pay.pensionablePence,
        periods: [],
        usedBasisPoints: undefined,
        ...(pay.contributedPence === null ? {} : { contributedPence: pay.contributedPence }),
      },
    ];
  };
}

/**
 * The days of the year that a continuous post covers. In a year that runs they end with the last month whose pay was told: days without
 * their income would lower the income a year.
 */
function coverIn(year: SchemeYear, pay: readonly PostPay[], today: Temporal.PlainDate) {
  const { first, last } = schemeYearDays(year);
  const isRunning = Temporal.PlainDate.compare(today, last) <= 0;
  return (post: Post) => {
    if (post.kind === 'officer' || !post.isContinuous) return [];
    const told = pay.filter(it => it.postId === post.id).map(it => pensionMonthDays(it.month).last);
    const end = isRunning ? told.toSorted(Temporal.PlainDate.compare).at(-1) : last;
    if (!end) return [];
    const from = laterDay(post.startedOn, first);
    const to = post.endedOn ? earlierDay(post.endedOn, end) : end;
    return Temporal.PlainDate.compare(from, to) > 0 ? [] : [{ from, to }];
  };
}

/** Marks income whose days nobody told: no booking, no continuous post, and no correction of the days by the locum. */
function withoutDays(posts: readonly Post[], settings: YearSettings) {
  return (piece: PensionPiece): PensionPiece => {
    const isCovered = posts.some(
      post => post.isContinuous && post.kind === piece.kind && post.employer === piece.label,
    );
    return isCovered || piece.periods.length > 0 || settings.daysAdjustment !== 0
      ? piece
      : { ...piece, lacksDays: true };
  };
}
