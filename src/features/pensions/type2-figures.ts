import { showId } from '#rules/ids.ts';
import { lessPence, sumPence } from '#rules/money.ts';
import { numbered, serviceDays } from '#rules/pension/counted-days.ts';
import { type2Due } from '#rules/pension/deadlines.ts';
import { schemeYearDays } from '#rules/tax-year.ts';
import type { PensionYear } from './pension-year.ts';
import type { Post } from './posts-store.ts';
import type { Member } from './solo-content.ts';
import { sumKnown } from './solo-works.ts';
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

/** The posts that count, and the locum work as one. What was not taken by a post was taken by Forms B. */
function rolesOf(year: PensionYear): Type2Role[] {
  const posts = year.posts.flatMap(post => postRole(year, post));
  const forms = year.input.pieces.filter(piece => piece.kind === 'form_a');
  if (forms.length === 0) return posts;
  const byPosts = sumPence(
    year.input.pieces.flatMap(piece => (piece.kind === 'form_a' ? [] : (piece.contributedPence ?? []))),
  );
  const runs = forms.flatMap(piece => piece.periods).map(numbered);
  const days = serviceDays(runs);
  for (const run of runs) days.add(run);
  const locum: Type2Role = {
    kind: 'locum',
    name: `${forms.length === 1 ? 'one form' : `${forms.length} forms`} in all`,
    days: days.count(),
    pensionablePence: sumPence(forms.map(piece => piece.pensionablePence)),
    contributedPence: lessPence(year.reckoning.contributedPence, byPosts),
  };
  return [...posts, locum];
}

function postRole(year: PensionYear, post: Post): Type2Role[] {
  const pieces = year.input.pieces.filter(piece => piece.key.startsWith(showId('post', post.id)));
  if (post.kind === 'officer' || pieces.length === 0) return [];
  return [
    {
      kind: post.kind,
      name: post.employer,
      days: post.isContinuous ? daysWithin(year, post) : undefined,
      pensionablePence: sumPence(pieces.map(piece => piece.pensionablePence)),
      contributedPence: sumKnown(pieces.map(piece => piece.contributedPence)),
    },
  ];
}

function daysWithin(year: PensionYear, post: Post): number {
  const { first, last } = schemeYearDays(year.year);
  const days = serviceDays([numbered({ from: first, to: last })]);
  days.add(numbered({ from: post.startedOn, to: post.endedOn ?? last }));
  return days.count();
}
