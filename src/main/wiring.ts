import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { folderStore } from '#adapters/file-store/folder.ts';
import { s3Store } from '#adapters/file-store/s3.ts';
import { type MailboxMailer, mailboxMailer } from '#adapters/mailer/mailbox.ts';
import { postmarkMailer } from '#adapters/mailer/postmark.ts';
import { smtpMailer } from '#adapters/mailer/smtp.ts';
import { type BossQueue, bossQueue } from '#adapters/queue/boss-queue.ts';
import { type DatabaseAddress, openPool, openSignInPool, queriesOn } from '#database/connection.ts';
import type { Tables } from '#database/tables.ts';
import { type SignInEngine, signInEngine } from '#features/accounts/index.ts';
import type { Context } from '#platform/context.ts';
import { fieldCipher } from '#platform/encryption.ts';
import { describeFault, jsonLog } from '#platform/log.ts';
import { type RateLimiter, rateLimiter } from '#platform/rate-limit.ts';
import type { Config } from './config.ts';
import { developmentSecrets } from './development-secrets.ts';

/** The whole application, plugged together and not yet listening. */
export interface Wired {
  readonly ctx: Context;
  readonly engine: SignInEngine;
  readonly limits: RateLimiter;
  readonly signInDb: Kysely<Tables>;
  readonly admin: pg.Pool;
  readonly queue: BossQueue;
  /** Only in development, where no mail leaves the machine. */
  readonly mailbox: MailboxMailer | undefined;
  /** A caller's address as a keyed hash. */
  hashCaller(address: string): string;
  close(): Promise<void>;
}

/** Names every adapter, once. */
export function wire(config: Config, database: DatabaseAddress, writeLine: (line: string) => void): Wired {
  const clock = systemClock();
  const log = jsonLog(clock.now, writeLine);
  const secrets =
    config.secret !== undefined && config.encryptionKeys
      ? { secret: config.secret, encryptionKeys: config.encryptionKeys }
      : developmentSecrets(config.dataFolder);
  const pools = {
    admin: openPool(database, 'admin', 5),
    app: openPool(database, 'sessional_app', 12),
    limits: openPool(database, 'sessional_auth', 3),
    signIn: openSignInPool(database, 6),
  };
  const mailbox = config.mail.kind === 'mailbox' ? mailboxMailer(join(config.dataFolder, 'mailbox')) : undefined;
  const queue = bossQueue(pools.admin, fault => log.write('error', 'job.fault', describeFault(fault)));
  const signInDb = queriesOn<Tables>(pools.limits);
  const ctx: Context = {
    db: queriesOn<Tables>(pools.app),
    clock,
    log,
    queue,
    files: config.files.kind === 's3' ? s3Store(config.files) : folderStore(join(config.dataFolder, 'files')),
    mailer:
      mailbox ??
      (config.mail.kind === 'smtp'
        ? smtpMailer(config.mail.url)
        : postmarkMailer(config.mail.kind === 'postmark' ? config.mail.token : '')),
    cipher: fieldCipher(secrets.encryptionKeys),
    site: {
      baseUrl: config.baseUrl,
      operatorName: config.operator?.name ?? 'a development installation',
      mailFrom: config.mailFrom,
      isDevelopment: !config.production,
    },
  };
  return {
    ctx,
    queue,
    mailbox,
    signInDb,
    admin: pools.admin,
    limits: rateLimiter(signInDb, clock, secrets.secret),
    engine: signInEngine(ctx, { database: queriesOn(pools.signIn), secret: secrets.secret }),
    hashCaller: address =>
      createHmac('sha256', secrets.secret).update(`caller\n${address}`).digest('base64url').slice(0, 22),
    close: async () => {
      await Promise.all(Object.values(pools).map(pool => pool.end()));
    },
  };
}
