import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, dayOut, idParam, jsonBody, madeOut, moneyOut, pathId } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { showId } from '#rules/ids.ts';
import { plainPounds } from '#rules/money.ts';
import { readSchemeYear, type SchemeYear, schemeYearOf } from '#rules/tax-year.ts';
import { addPost, changePost, removePost, setPostPay } from './keep-post.ts';
import { postInput, postPayInput } from './post-input.ts';
import { POST_KINDS } from './post-kinds.ts';
import { listPostPay, listPosts } from './posts-store.ts';

const postOut = z
  .object({
    id: z.string(),
    kind: z.enum(POST_KINDS).openapi({ description: 'An officer post is never counted in the tier' }),
    employer: z.string(),
    organisation: z.string().nullable(),
    scheme: z.string(),
    startedOn: dayOut,
    endedOn: dayOut.nullable(),
    isContinuous: z.boolean(),
    pay: z
      .array(z.object({ month: z.string(), pensionable: moneyOut, contributed: moneyOut.nullable() }))
      .openapi({ description: 'Of the scheme year that was asked for' }),
  })
  .openapi('PensionPost');

const yearParam = z.string().openapi({ param: { name: 'year', in: 'path' }, example: '2026-27' });

/** Pensioned work outside Forms A and B. */
export function postsApi(ctx: Needs<'db' | 'clock' | 'queue'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/pension/posts',
      summary: 'List other pensioned posts with their pay of a scheme year, this one unless told',
      request: { query: z.object({ year: z.string().optional().openapi({ example: '2026-27' }) }) },
      responses: answers(200, 'All', z.object({ items: z.array(postOut) })),
    }),
    async c => {
      const asked = c.req.valid('query').year;
      const year = asked === undefined ? schemeYearOf(ctx.clock.today()) : yearOf(asked);
      const { posts, pay } = await asOwner(ctx.db, c.get('caller').owner, async tx => ({
        posts: await listPosts(tx),
        pay: await listPostPay(tx, year),
      }));
      const items = posts.map(post => ({
        id: showId('post', post.id),
        kind: post.kind,
        employer: post.employer,
        organisation: post.organisationId === null ? null : showId('organisation', post.organisationId),
        scheme: post.scheme,
        startedOn: post.startedOn.toString(),
        endedOn: post.endedOn?.toString() ?? null,
        isContinuous: post.isContinuous,
        pay: pay
          .filter(it => it.postId === post.id)
          .map(it => ({
            month: it.month,
            pensionable: plainPounds(it.pensionablePence),
            contributed: it.contributedPence === null ? null : plainPounds(it.contributedPence),
          })),
      }));
      return c.json({ items }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'post',
      path: '/pension/posts',
      summary: 'Record a post',
      request: jsonBody(postInput),
      responses: answers(201, 'Recorded', madeOut),
    }),
    async c => c.json({ id: showId('post', await addPost(ctx, c.get('caller').owner, c.req.valid('json'))) }, 201),
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/pension/posts/{id}',
      summary: 'Change a post',
      request: { params: idParam, ...jsonBody(postInput) },
      responses: answers(200, 'Changed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await changePost(ctx, c.get('caller').owner, pathId('post', id), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/pension/posts/{id}',
      summary: 'Remove a post with its pay',
      request: { params: idParam },
      responses: answers(200, 'Removed', madeOut),
    }),
    async c => {
      const { id } = c.req.valid('param');
      await removePost(ctx, c.get('caller').owner, pathId('post', id));
      return c.json({ id }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/pension/posts/{id}/pay/{year}',
      summary: 'Put a scheme year’s pay by month in the place of what was there',
      request: { params: idParam.extend({ year: yearParam }), ...jsonBody(postPayInput) },
      responses: answers(200, 'Kept', madeOut),
    }),
    async c => {
      const { id, year } = c.req.valid('param');
      await setPostPay(ctx, c.get('caller').owner, pathId('post', id), yearOf(year), c.req.valid('json'));
      return c.json({ id }, 200);
    },
  );
  return app;
}

function yearOf(text: string): SchemeYear {
  const year = readSchemeYear(text);
  if (!year) throw notFound('scheme year');
  return year;
}
