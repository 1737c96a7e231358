import { readOrganisation } from '#features/organisations/index.ts';
import { asOwner, type OwnedTransaction, type Owner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal, notFound } from '#platform/errors.ts';
import { recordFact } from '#platform/facts.ts';
import { newId } from '#platform/ids.ts';
import type { Id } from '#rules/ids.ts';
import { schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth, type PensionMonth, pensionMonthDays, pensionMonthOf } from '#rules/pension-month.ts';
import { type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import type { PostInput, PostPayInput } from './post-input.ts';
import { deletePost, insertPost, type Post, readPost, replacePostPay, updatePost } from './posts-store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue'>;

/** Records a post. Sent twice with one id it is recorded once. Refuses an organisation that is not there, or of another scheme. */
export async function addPost(ctx: Ctx, owner: Owner, input: PostInput): Promise<Id<'post'>> {
  const id = input.id ?? newId('post');
  await asOwner(ctx.db, owner, async tx => {
    await checkOrganisation(tx, input);
    if (await insertPost(tx, id, input, ctx.clock.now()))
      await recordFact(ctx, tx, { kind: 'pension_post.recorded', subjectId: id });
  });
  return id;
}

export async function changePost(ctx: Ctx, owner: Owner, id: Id<'post'>, input: PostInput): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    await checkOrganisation(tx, input);
    if (!(await updatePost(tx, id, input, ctx.clock.now()))) throw notFound('post');
    await recordFact(ctx, tx, { kind: 'pension_post.changed', subjectId: id });
  });
}

/** With its pay. */
export async function removePost(ctx: Ctx, owner: Owner, id: Id<'post'>): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    if (!(await deletePost(tx, id))) throw notFound('post');
    await recordFact(ctx, tx, { kind: 'pension_post.removed', subjectId: id });
  });
}

/** Puts all months of a scheme year in the place of what was there. Refuses months outside the year or before the post, and one month twice. */
export async function setPostPay(
  ctx: Ctx,
  owner: Owner,
  id: Id<'post'>,
  year: SchemeYear,
  input: PostPayInput,
): Promise<void> {
  await asOwner(ctx.db, owner, async tx => {
    const post = await readPost(tx, id);
    if (!post) throw notFound('post');
    refuseWrongMonths(post, year, input);
    const pay = input.pay.flatMap(({ month, pensionable, contributed }) =>
      pensionable === null ? [] : [{ month, pensionablePence: pensionable, contributedPence: contributed }],
    );
    await replacePostPay(tx, id, year, pay, ctx.clock.now());
    await recordFact(ctx, tx, { kind: 'pension_post.paid', subjectId: id, details: { year, months: pay.length } });
  });
}

async function checkOrganisation(tx: OwnedTransaction, input: PostInput): Promise<void> {
  if (input.organisation === null) return;
  const organisation = await readOrganisation(tx, input.organisation);
  if (!organisation) throw new InputRefusal({ organisation: 'There is no such organisation.' });
  if (schemeOf(organisation.nation) !== input.scheme)
    throw new InputRefusal({ scheme: `${organisation.name} lies in another scheme.` });
}

function refuseWrongMonths(post: Post, year: SchemeYear, { pay }: PostPayInput): void {
  const seen = new Set<PensionMonth>();
  for (const [at, { month, pensionable }] of pay.entries()) {
    const wrong = wrongMonth(post, year, month, seen);
    if (wrong && pensionable !== null) throw new InputRefusal({ [`pay.${at}.pensionable`]: wrong });
    seen.add(month);
  }
}

/** Pay after the last day is left be: arrears come later. */
function wrongMonth(
  post: Post,
  year: SchemeYear,
  month: PensionMonth,
  seen: ReadonlySet<PensionMonth>,
): string | undefined {
  const name = formatPensionMonth(month);
  if (schemeYearOf(pensionMonthDays(month).first) !== year) return `${name} does not lie in ${year}.`;
  if (month < pensionMonthOf(post.startedOn)) return `${name} is before the post began.`;
  return seen.has(month) ? `${name} is there twice.` : undefined;
}
