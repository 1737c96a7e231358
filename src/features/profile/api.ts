import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readAccount } from '#features/accounts/index.ts';
import { asOwner } from '#platform/access.ts';
import { type ApiEnv, answers, apiDoor, jsonBody } from '#platform/api.ts';
import type { Needs } from '#platform/context.ts';
import { readInput } from '#platform/form.ts';
import { maskTail } from '#rules/identifiers/answer.ts';
import { changePersonal } from './change-profile.ts';
import { notificationInput, personalInput } from './input.ts';
import { mutedKinds, NOTIFICATION_KINDS, setMuted } from './notify-locum.ts';
import { readProfile } from './store.ts';

const profileOut = z
  .object({
    name: z.string(),
    email: z.string(),
    profession: z.string(),
    nation: z.string(),
    addressLines: z.string().nullable(),
    postcode: z.string().nullable(),
    phone: z.string().nullable(),
    biography: z.string().nullable(),
    tradingAs: z.string(),
    specialties: z.array(z.string()),
    clinicalSystems: z.array(z.string()),
    registrationNumber: z.string().nullable().openapi({ description: 'Its end only' }),
    niNumber: z.string().nullable().openapi({ description: 'Its end only' }),
    pensionNumber: z.string().nullable().openapi({ description: 'Its end only' }),
    accountNumber: z.string().nullable().openapi({ description: 'Its end only' }),
  })
  .openapi('Profile');

const notificationsOut = z.object({ wanted: z.array(z.enum(NOTIFICATION_KINDS)) }).openapi('Notifications');

/** The profile, sensitive values by their end only; they are changed on the pages. */
export function profileApi(ctx: Needs<'db' | 'clock' | 'queue' | 'cipher'>): OpenAPIHono<ApiEnv> {
  const app = apiDoor();
  app.openapi(
    createRoute({ method: 'get', path: '/profile', summary: 'The profile', responses: answers(200, 'It', profileOut) }),
    async c => {
      const shown = await asOwner(ctx.db, c.get('caller').owner, async tx => {
        const [account, profile] = [await readAccount(tx), await readProfile(ctx, tx)];
        return {
          name: account.name,
          email: account.email,
          profession: account.profession,
          nation: profile.nation,
          addressLines: profile.addressLines,
          postcode: profile.postcode,
          phone: profile.phone,
          biography: profile.biography,
          tradingAs: profile.tradingAs,
          specialties: [...profile.specialties],
          clinicalSystems: [...profile.clinicalSystems],
          registrationNumber: masked(profile.registrationNumber),
          niNumber: masked(profile.niNumber),
          pensionNumber: masked(profile.pensionNumber),
          accountNumber: masked(profile.accountNumber),
        };
      });
      return c.json(shown, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/profile/personal',
      summary: 'Change the personal details',
      request: jsonBody(personalInput),
      responses: answers(200, 'Changed', z.object({ changed: z.literal(true) })),
    }),
    async c => {
      await changePersonal(ctx, c.get('caller').owner, c.req.valid('json'));
      return c.json({ changed: true as const }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/notifications',
      summary: 'Which mails you get of what happens',
      responses: answers(200, 'Those switched on', notificationsOut),
    }),
    async c => {
      const muted = await asOwner(ctx.db, c.get('caller').owner, mutedKinds);
      return c.json({ wanted: NOTIFICATION_KINDS.filter(kind => !muted.includes(kind)) }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'put',
      path: '/notifications',
      summary: 'Choose which mails you get; those that bring a signed paper always come',
      request: jsonBody(notificationsOut),
      responses: answers(200, 'Chosen', notificationsOut),
    }),
    async c => {
      const { wanted } = c.req.valid('json');
      const { muted } = readInput(notificationInput, { wanted });
      await asOwner(ctx.db, c.get('caller').owner, tx => setMuted(tx, muted, ctx.clock.now()));
      return c.json({ wanted }, 200);
    },
  );
  return app;
}

function masked(value: string | null): string | null {
  return value === null ? null : maskTail(value);
}
