import { Hono } from 'hono';
import { listOrganisations } from '#features/organisations/index.ts';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Badge, Day, Money } from '#platform/ui/figures.tsx';
import { CheckboxField, DayField, FieldRow, Form, HiddenField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, EmptyState, withNotice } from '#platform/ui/notice.tsx';
import { Pager, Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { type Id, readId, showId } from '#rules/ids.ts';
import { type Pence, sumPence } from '#rules/money.ts';
import { type PensionScheme, SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { readSchemeYear, type SchemeYear, schemeYearDays, schemeYearOf } from '#rules/tax-year.ts';
import { addPost, changePost, removePost } from '../keep-post.ts';
import { postInput } from '../post-input.ts';
import { POST_KIND_LABELS, POST_KINDS } from '../post-kinds.ts';
import { listPostPay, listPosts, type Post, type PostPay, readPost } from '../posts-store.ts';
import { sumKnown } from '../solo-works.ts';
import { postPayPages } from './post-pay.tsx';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

/** Pensioned work outside Forms A and B: the list, a form each, and the pay by month. */
export function postPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/pension/posts', requireVisitor);
  app.use('/pension/posts/*', requireVisitor);

  app.get('/pension/posts', async c => showList(ctx, c));

  app.get('/pension/posts/new', async c => {
    const profile = await asOwner(ctx.db, visitorOf(c).owner, tx => readProfile(ctx, tx));
    const id = showId('post', newId('post'));
    return showForm(ctx, c, undefined, freshForm({ id, scheme: schemeOf(profile.nation), isContinuous: 'on' }));
  });

  app.post('/pension/posts/new', async c =>
    answerForm(
      c,
      async values => {
        const id = await addPost(ctx, visitorOf(c).owner, readInput(postInput, values));
        const year = schemeYearOf(ctx.clock.today());
        return c.redirect(withNotice(`/pension/posts/${showId('post', id)}/pay/${year}`, 'saved'), 303);
      },
      form => showForm(ctx, c, undefined, form),
    ),
  );

  app.route('/', postPayPages(ctx));

  app.get('/pension/posts/:id', async c => {
    const post = await asOwner(ctx.db, visitorOf(c).owner, tx => readPost(tx, postIdIn(c)));
    if (!post) throw notFound('post');
    return showForm(ctx, c, post.id, freshForm(asTyped(post)));
  });

  app.post('/pension/posts/:id', async c =>
    answerForm(
      c,
      async values => {
        await changePost(ctx, visitorOf(c).owner, postIdIn(c), readInput(postInput, { ...values, id: undefined }));
        return c.redirect(withNotice('/pension/posts', 'saved'), 303);
      },
      form => showForm(ctx, c, postIdIn(c), form),
    ),
  );

  app.post('/pension/posts/:id/remove', async c => {
    await removePost(ctx, visitorOf(c).owner, postIdIn(c));
    return c.redirect(withNotice('/pension/posts', 'post-removed'), 303);
  });

  return app;
}

/** A post in a scheme year, as its row shows it. */
interface PostRow {
  readonly post: Post;
  readonly pensionablePence: Pence;
  readonly contributedPence: Pence | undefined;
}

async function showList(ctx: Ctx, c: WebContext) {
  const thisYear = schemeYearOf(ctx.clock.today());
  const year = readSchemeYear(c.req.query('year') ?? '') ?? thisYear;
  const { first, last } = schemeYearDays(year);
  const { posts, pay } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    posts: await listPosts(tx),
    pay: await listPostPay(tx, year),
  }));
  const action = (
    <a href="/pension/posts/new" class="btn btn-primary min-h-11">
      Add a post
    </a>
  );
  return showPage(
    c,
    {
      title: 'Other posts',
      lead: `Pensioned work outside Forms A and B. Pay of the scheme year ${year.replace('-', '/')}.`,
      wide: true,
      action: posts.length === 0 ? undefined : action,
    },
    posts.length === 0 ? (
      <EmptyState title="No other posts" action={action}>
        A salaried post, a partnership or a SOLO provider counts towards the tier of your locum work too: all
        practitioner income of a year is added. Example: ten sessions a month for an out-of-hours provider.
      </EmptyState>
    ) : (
      <>
        <p class="mb-4 max-w-prose text-muted">
          Salaried, partner and SOLO pay is added to your locum income to find the tier. Officer posts (hospital,
          trainee) are shown and never counted: their payroll takes its own contributions. For SOLO work{' '}
          <a class="link" href={`/pension/solo/${year}`}>
            the provider pays, not you
          </a>
          .
        </p>
        <Table caption="Other posts" rows={posts.map(post => rowOf(post, pay))} columns={columns(year)} />
        <Pager
          earlier={`/pension/posts?year=${schemeYearOf(first.subtract({ days: 1 }))}`}
          later={year < thisYear ? `/pension/posts?year=${schemeYearOf(last.add({ days: 1 }))}` : undefined}
          words={{ earlier: 'Year before', later: 'Year after' }}
        />
      </>
    ),
  );
}

function rowOf(post: Post, pay: readonly PostPay[]): PostRow {
  const its = pay.filter(it => it.postId === post.id);
  return {
    post,
    pensionablePence: sumPence(its.map(it => it.pensionablePence)),
    contributedPence: sumKnown(its.map(it => it.contributedPence ?? undefined)),
  };
}

function columns(year: SchemeYear) {
  return [
    {
      heading: 'Post',
      lead: true,
      cell: ({ post }: PostRow) => (
        <a class="link" href={`/pension/posts/${showId('post', post.id)}`}>
          {post.employer}
        </a>
      ),
    },
    {
      heading: 'Kind',
      cell: ({ post }: PostRow) => (
        <span>
          {POST_KIND_LABELS[post.kind]} {post.kind === 'officer' && <Badge tone="neutral">Not in the tier</Badge>}
        </span>
      ),
    },
    {
      heading: 'From and to',
      cell: ({ post }: PostRow) => (
        <span>
          <Day day={post.startedOn} short /> – {post.endedOn ? <Day day={post.endedOn} short /> : 'today'}
          {post.isContinuous ? '' : ', single days'}
        </span>
      ),
    },
    { heading: 'Pensionable', figures: true, cell: (row: PostRow) => <Money pence={row.pensionablePence} /> },
    {
      heading: 'Contributions taken',
      figures: true,
      cell: (row: PostRow) =>
        row.contributedPence === undefined ? 'not known' : <Money pence={row.contributedPence} />,
    },
    {
      heading: 'Pay by month',
      cell: ({ post }: PostRow) => (
        <a
          class="link inline-flex min-h-11 items-center sm:min-h-0"
          href={`/pension/posts/${showId('post', post.id)}/pay/${year}`}
        >
          Enter pay
          <span class="sr-only"> of {post.employer}</span>
        </a>
      ),
    },
  ];
}

async function showForm(ctx: Ctx, c: WebContext, id: Id<'post'> | undefined, form: FormState) {
  const organisations = await asOwner(ctx.db, visitorOf(c).owner, tx => listOrganisations(tx));
  const path = id ? `/pension/posts/${showId('post', id)}` : '/pension/posts/new';
  return showPage(
    c,
    { title: id ? 'Change the post' : 'Add a post', lead: 'Pensioned work that is not on Forms A and B.' },
    <>
      <Form action={path} form={form} submit={id ? 'Save' : 'Add it'} cancel="/pension/posts">
        {id === undefined && <HiddenField name="id" value={typed(form, 'id')} />}
        <SelectField
          form={form}
          name="kind"
          label="Kind of post"
          empty="Choose …"
          hint="SOLO: fee-paid work for an out-of-hours, extended access or federation provider, who pays your contributions. An officer post is never counted in the tier."
          options={POST_KINDS.map(value => ({ value, label: POST_KIND_LABELS[value] }))}
        />
        <TextField form={form} name="employer" label="Who pays you" maxlength={160} />
        <SelectField
          form={form}
          name="scheme"
          label="Scheme"
          options={Object.entries(SCHEMES).map(([value, { label }]) => ({ value, label }))}
        />
        <FieldRow>
          <DayField form={form} name="startedOn" label="First day" />
          <DayField form={form} name="endedOn" label="Last day" required={false} />
        </FieldRow>
        <CheckboxField
          form={form}
          name="isContinuous"
          label="It runs on every day from the first to the last, worked or not"
          hint="A contract of employment or of a rota does. Then each of its days is a day of service, and a whole year of them is not annualised. Leave it empty for single shifts."
        />
        <SelectField
          form={form}
          name="organisation"
          label="SOLO work is booked here with"
          required={false}
          empty="Not booked here"
          options={organisations.map(it => ({ value: showId('organisation', it.id), label: it.name }))}
        />
      </Form>
      {id && <Removal path={path} />}
    </>,
  );
}

function Removal({ path }: { path: string }) {
  return (
    <details class="mt-8">
      <summary class="min-h-11 cursor-pointer py-2">Remove this post</summary>
      <Caution>Its pay of all years goes with it, and the tier is reckoned without it.</Caution>
      <form method="post" action={`${path}/remove`}>
        <button type="submit" class="btn btn-error min-h-11">
          Remove the post and its pay
        </button>
      </form>
    </details>
  );
}

function asTyped(post: Post) {
  const scheme: PensionScheme = post.scheme;
  return {
    kind: post.kind,
    employer: post.employer,
    scheme,
    startedOn: post.startedOn.toString(),
    endedOn: post.endedOn?.toString() ?? '',
    organisation: post.organisationId ? showId('organisation', post.organisationId) : '',
    ...(post.isContinuous ? { isContinuous: 'on' } : {}),
  };
}

function postIdIn(c: WebContext): Id<'post'> {
  const id = readId('post', c.req.param('id') ?? '');
  if (!id) throw notFound('post');
  return id;
}
