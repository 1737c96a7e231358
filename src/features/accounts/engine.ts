import { randomUUIDv7 } from 'node:crypto';
import { betterAuth } from 'better-auth';
import type { Kysely } from 'kysely';
import { asOwner, ownerOf } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { deviceName } from '#platform/device.ts';
import { letIn } from './let-in.ts';
import { sendPasswordLetter, sendVerificationLetter } from './letters.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { readSecondFactor } from './second-factor-store.ts';

const DAY = 24 * 60 * 60;

/** Sessions end this long after their last activity. */
export const SESSION_DAYS = 30;

/** A verification link works this long. */
export const VERIFY_HOURS = 24;

/** A link to choose a new password works this long. */
export const RESET_MINUTES = 60;

/** Between the password and the code this much time may pass. */
export const CODE_MINUTES = 10;

export const PASSWORD_LEAST = 10;
export const PASSWORD_MOST = 128;

export interface EngineOptions {
  /** A connection of the role `sessional_auth`, with the driver's own parsers: better-auth works with Date. */
  readonly database: Kysely<unknown>;
  readonly secret: string;
}

type Ctx = Needs<'db' | 'queue' | 'clock' | 'site'>;

/**
 * better-auth over our own tables. Its HTTP routes are not mounted: our pages call its functions, so that every form works
 * without script and every answer is ours.
 */
export function signInEngine(ctx: Ctx, options: EngineOptions) {
  return betterAuth({
    appName: 'Sessional',
    baseURL: ctx.site.baseUrl,
    secret: options.secret,
    database: { db: options.database, type: 'postgres' },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'sessional',
      useSecureCookies: ctx.site.baseUrl.startsWith('https:'),
      database: { generateId: () => randomUUIDv7() },
      ipAddress: { disableIpTracking: true },
    },
    user: {
      modelName: 'accounts',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
      additionalFields: {
        title: { type: 'string', required: false },
        firstName: { type: 'string', fieldName: 'first_name' },
        lastName: { type: 'string', fieldName: 'last_name' },
        profession: { type: 'string' },
        declaredAdultAt: { type: 'date', fieldName: 'declared_adult_at' },
        isDemo: { type: 'boolean', fieldName: 'is_demo', input: false, defaultValue: false },
        setupClosedAt: { type: 'date', fieldName: 'setup_closed_at', required: false, input: false },
      },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: SESSION_DAYS * DAY,
      updateAge: 60 * 60,
      additionalFields: {
        awaitsCode: { type: 'boolean', fieldName: 'awaits_code', input: false, defaultValue: false },
        provedAt: { type: 'date', fieldName: 'proved_at', required: false, input: false },
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'account_id',
        accountId: 'provider_account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_LEAST,
      maxPasswordLength: PASSWORD_MOST,
      resetPasswordTokenExpiresIn: RESET_MINUTES * 60,
      revokeSessionsOnPasswordReset: true,
      password: { hash: hashPassword, verify: verifyPassword },
      sendResetPassword: ({ user, token }) => sendPasswordLetter(ctx, ownerOf(user.id), user, token),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      expiresIn: VERIFY_HOURS * 60 * 60,
      sendVerificationEmail: ({ user, token }) => sendVerificationLetter(ctx, ownerOf(user.id), user, token),
    },
    plugins: [letIn],
    databaseHooks: {
      session: {
        create: {
          before: async session => ({
            data: {
              ...session,
              ipAddress: null,
              userAgent: deviceName(session.userAgent ?? ''),
              // whoever has a code app is let in after its code, whichever way the session was begun
              awaitsCode: await hasCodeApp(ctx, session.userId),
              provedAt: new Date(ctx.clock.now().epochMilliseconds),
            },
          }),
        },
      },
    },
  });
}

async function hasCodeApp(ctx: Ctx, accountId: string): Promise<boolean> {
  const present = await asOwner(ctx.db, ownerOf(accountId), tx => readSecondFactor(tx));
  return present !== undefined && present.switchedOnAt !== null;
}

export type SignInEngine = ReturnType<typeof signInEngine>;
