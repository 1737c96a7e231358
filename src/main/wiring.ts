import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { httpCalendarSource } from '#adapters/calendar-source/http.ts';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { folderStore } from '#adapters/file-store/folder.ts';
import { s3Store } from '#adapters/file-store/s3.ts';
import { areaTable } from '#adapters/geocoder/area-table.ts';
import { postcodesIo } from '#adapters/geocoder/postcodes-io.ts';
import { type MailboxMailer, mailboxMailer } from '#adapters/mailer/mailbox.ts';
import { postmarkMailer } from '#adapters/mailer/postmark.ts';
import { smtpMailer } from '#adapters/mailer/smtp.ts';
import { type BossQueue, bossQueue } from '#adapters/queue/boss-queue.ts';
import { clamav } from '#adapters/scanner/clamav.ts';
import { noScanner } from '#adapters/scanner/none.ts';
import type { Database } from '#database/connection.ts';
import { type SignInEngine, signInEngine } from '#features/accounts/index.ts';
import type { Context } from '#platform/context.ts';
import { fieldCipher } from '#platform/encryption.ts';
import { linkSigner } from '#platform/link-signer.ts';
import { jsonLog } from '#platform/log.ts';
import { type RateLimiter, rateLimiter } from '#platform/rate-limit.ts';
import { sealedFiles } from '#platform/sealed-files.ts';
import type { Config } from './config.ts';
import { developmentSecrets } from './development-secrets.ts';
import { processorsOf } from './processors.ts';

/** The whole application, plugged together and not yet listening. */
export interface Wired {
  readonly ctx: Context;
  readonly engine: SignInEngine;
  readonly limits: RateLimiter;
  readonly database: Database;
  readonly queue: BossQueue;
  /** Only in development, where no mail leaves the machine. */
  readonly mailbox: MailboxMailer | undefined;
  /** By which the provider that hands in mail proves itself; undefined where no mail comes in. */
  readonly inboundSecret: string | undefined;
  /** A caller's address as a keyed hash. */
  hashCaller(address: string): string;
}

/** Names every adapter, once. */
export function wire(config: Config, database: Database, writeLine: (line: string) => void): Wired {
  const clock = systemClock();
  const log = jsonLog(clock.now, writeLine, !config.production);
  const secrets =
    config.secret !== undefined && config.encryptionKeys
      ? { secret: config.secret, encryptionKeys: config.encryptionKeys }
      : developmentSecrets(config.dataFolder);
  const mailbox = config.mail.kind === 'mailbox' ? mailboxMailer(join(config.dataFolder, 'mailbox')) : undefined;
  const queue = bossQueue(database.admin, fault => log.fault('job.fault', fault));
  const ctx: Context = {
    db: database.app,
    calendars: httpCalendarSource({ allowLoopback: !config.production }),
    clock,
    log,
    queue,
    files: sealedFiles(
      config.files.kind === 's3' ? s3Store(config.files) : folderStore(join(config.dataFolder, 'files')),
      secrets.encryptionKeys,
    ),
    mailer:
      mailbox ??
      (config.mail.kind === 'smtp'
        ? smtpMailer(config.mail.url)
        : postmarkMailer(config.mail.kind === 'postmark' ? config.mail.token : '')),
    cipher: fieldCipher(secrets.encryptionKeys),
    geocoder: config.geocoderUrl === undefined ? areaTable() : postcodesIo(config.geocoderUrl),
    scanner: config.scannerUrl === undefined ? noScanner() : clamav(config.scannerUrl),
    links: linkSigner(secrets.secret),
    site: {
      baseUrl: config.baseUrl,
      operatorName: config.operator?.name ?? 'a development installation',
      operator: config.operator,
      processors: processorsOf(config),
      mailFrom: config.mailFrom,
      // the mailbox of a development installation takes replies itself
      replyDomain: config.inbound?.domain ?? (mailbox ? 'reply.localhost' : undefined),
      isDevelopment: !config.production,
    },
  };
  return {
    ctx,
    queue,
    mailbox,
    database,
    inboundSecret: config.inbound?.secret,
    limits: rateLimiter(database.signIn, clock, secrets.secret),
    engine: signInEngine(ctx, {
      database: new Kysely({ dialect: new PostgresDialect({ pool: database.authPool }) }),
      secret: secrets.secret,
    }),
    hashCaller: address =>
      createHmac('sha256', secrets.secret).update(`caller\n${address}`).digest('base64url').slice(0, 22),
  };
}
