import { earlierDay, laterDay } from '#rules/dates.ts';
import { showId } from '#rules/ids.ts';
import { lessPence, sumPence } from '#rules/money.ts';
import { numbered, serviceDays } from '#rules/pension/counted-days.ts';
import { type2Due } from '#rules/pension/deadlines.ts';
import type { WorkedRun } from '#rules/pension/form-a.ts';
import type { PensionPiece } from '#rules/pension/reckon-year.ts';
import { schemeYearDays } from '#rules/tax-year.ts';
import type { PensionYear } from './pension-year.ts';
import type { Post } from './posts-store.ts';
import type { Member } from './solo-content.ts';
import { providerKey } from './solo-works.ts';
import type { Type2Figures, Type2Role } from './type2-content.ts';

/** A reckoned scheme year as the figures of a Type 2 self-assessment. */
export function type2Figures(year: PensionYear, member: Member, madeAt: Temporal.Instant): Type2Figures {
  const { reckoning, scheme } = year;
  return {
    madeAt,
    scheme,
    schemeYear: year.year.replace('-', '/'),
    member,
    roles: rolesOf(year),
    parts: reckoning.parts.map(part => ({
      first: part.first,
      last: part.last,
      pensionablePence: part.pensionablePence,
      days: part.days,
      baseDays: part.baseDays,
      annualisedPence: part.annualisedPence,
      tierBasisPoints: part.due.ok ? part.due.tier.basisPoints : undefined,
    })),
    pensionablePence: reckoning.pensionablePence,
    contributedPence: reckoning.contributedPence,
    duePence: reckoning.duePence,
    differencePence: reckoning.differencePence,
    dueOn: scheme === 'england_and_wales' ? type2Due(year.year) : undefined,
  };
}

/** The posts that count, each SOLO provider, and the locum work as one. What was not taken by a post was taken by Forms B. */
function rolesOf(year: PensionYear): Type2Role[] {
  const others = [...year.posts.flatMap(post => postRole(year, post)), ...soloRoles(year)];
  const forms = year.input.pieces.filter(piece => piece.kind === 'form_a');
  if (forms.length === 0) return others;
  const locum: Type2Role = {
    kind: 'locum',
    name: `${forms.length === 1 ? 'one form' : `${forms.length} forms`} in all`,
    days: countedDays(forms.flatMap(piece => piece.periods)),
    pensionablePence: sumPence(forms.map(piece => piece.pensionablePence)),
    contributedPence: lessPence(
      year.reckoning.contributedPence,
      sumPence(others.flatMap(role => role.contributedPence ?? [])),
    ),
    isUntold: false,
  };
  return [...others, locum];
}

function postRole(year: PensionYear, post: Post): Type2Role[] {
  if (post.kind === 'officer' || post.kind === 'solo') return [];
  const pieces = year.input.pieces.filter(piece => piece.key.startsWith(showId('post', post.id)));
  if (pieces.length === 0) return [];
  const days = post.isContinuous ? countedDays([coverOf(year, post)]) : undefined;
  return [{ kind: post.kind, name: post.employer, days, ...moneyOf(pieces) }];
}

/** One a provider, booked here or only told; its days are those booked and those that a continuous post covers. */
function soloRoles(year: PensionYear): Type2Role[] {
  const pieces = year.input.pieces.filter(piece => piece.kind === 'solo');
  return [...Map.groupBy(pieces, piece => piece.key.slice(0, -`-${piece.month}`.length))].map(([provider, its]) => {
    const covers = year.posts.filter(
      post => post.kind === 'solo' && post.isContinuous && providerKey(post.organisationId, post.employer) === provider,
    );
    const runs = [...its.flatMap(piece => piece.periods), ...covers.map(post => coverOf(year, post))];
    return {
      kind: 'solo',
      name: its[0]?.label ?? '',
      days: runs.length === 0 ? undefined : countedDays(runs),
      ...moneyOf(its),
    };
  });
}

/** Where only some months are known their sum stands, so that the roles add up to what was taken. */
function moneyOf(pieces: readonly PensionPiece[]) {
  const told = pieces.flatMap(piece => piece.contributedPence ?? []);
  return {
    pensionablePence: sumPence(pieces.map(piece => piece.pensionablePence)),
    contributedPence: told.length === 0 ? undefined : sumPence(told),
    isUntold: told.length < pieces.length,
  };
}

function countedDays(runs: readonly WorkedRun[]): number {
  const its = runs.map(numbered);
  const days = serviceDays(its);
  for (const run of its) days.add(run);
  return days.count();
}

/** The days of the year on which a continuous post stood. */
function coverOf(year: PensionYear, post: Post): WorkedRun {
  const { first, last } = schemeYearDays(year.year);
  return { from: laterDay(post.startedOn, first), to: post.endedOn ? earlierDay(post.endedOn, last) : last };
}
