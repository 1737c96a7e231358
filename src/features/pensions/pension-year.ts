import type { Profile } from '#features/profile/index.ts';
import type { OwnedTransaction } from '#platform/access.ts';
import { showId } from '#rules/ids.ts';
import { workedRuns } from '#rules/pension/form-a.ts';
import { type PensionPiece, reckonYear, type YearInput, type YearReckoning } from '#rules/pension/reckon-year.ts';
import { type PensionScheme, schemeOf } from '#rules/pension/scheme.ts';
import { type PensionMonth, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { type KeptFormB, listFormBs } from './form-b-store.ts';
import { listPostPay, listPosts, type Post, type PostPay } from './posts-store.ts';
import { readSoloYear, type SoloYearOfProvider } from './solo-works.ts';
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
      ...(await readSoloYear(tx, scheme, year)).flatMap(piecesOfSolo),
      ...read.pay.flatMap(pieceOfPay(read.posts)),
    ],
    cover: read.posts.flatMap(coverIn(year)),
    daysAdjustment: read.settings.daysAdjustment,
    annualises: read.settings.annualises ?? undefined,
    knownOn,
  };
  return { scheme, year, received, ...read, input, reckoning: reckonYear(input) };
}

/** The tier that contributions of a month are taken at: the one said for the year, else the profile's, else what is due by the month's end. */
export function tierInUse(
  year: Pick<PensionYear, 'settings' | 'reckoning'>,
  profile: Pick<Profile, 'tierBasisPoints'>,
  month: PensionMonth,
): { readonly basisPoints: number; readonly by: 'locum' | 'reckoning' } | undefined {
  const said = year.settings.tierBasisPoints ?? profile.tierBasisPoints;
  if (said !== null) return { basisPoints: said, by: 'locum' };
  const due = year.reckoning.months.find(it => it.month === month)?.due;
  return due?.ok ? { basisPoints: due.tier.basisPoints, by: 'reckoning' } : undefined;
}

function pieceOfForm(form: KeptFormA, formBs: readonly KeptFormB[]): PensionPiece {
  const month = pensionMonthOf(form.paidOn ?? form.lastDay);
  const formB = formBs.find(it => it.month === month && it.formAIds.includes(form.id) && it.rejected === undefined);
  return {
    key: showId('formA', form.id),
    kind: 'form_a',
    label: `${form.invoiceNumber}, ${form.organisationName}`,
    month,
    pensionablePence: form.pensionablePence,
    periods: form.periods,
    usedBasisPoints: formB?.tierBasisPoints,
  };
}

/** The provider's figure of a month where it told one, else what is booked here; the days are those of the bookings. */
function piecesOfSolo(provider: SoloYearOfProvider): PensionPiece[] {
  return provider.months.map(({ month, pensionablePence, contributedPence }) => ({
    key: `solo-${provider.organisationId ?? provider.name}-${month}`,
    kind: 'solo',
    label: provider.name,
    month,
    pensionablePence,
    periods: workedRuns(provider.bookings.map(it => it.workDate).filter(day => pensionMonthOf(day) === month)),
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

/** The days of the year that a continuous post covers. */
function coverIn(year: SchemeYear) {
  const { first, last } = schemeYearDays(year);
  return (post: Post) => {
    if (post.kind === 'officer' || !post.isContinuous) return [];
    const from = Temporal.PlainDate.compare(post.startedOn, first) > 0 ? post.startedOn : first;
    const to = post.endedOn && Temporal.PlainDate.compare(post.endedOn, last) < 0 ? post.endedOn : last;
    return Temporal.PlainDate.compare(from, to) > 0 ? [] : [{ from, to }];
  };
}
