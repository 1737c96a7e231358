import { resolve } from 'node:path';
import { z } from 'zod';
import type { EncryptionKey } from '#platform/encryption.ts';

/** How this process is to run, read once from the environment. Every wrong value has a sentence of its own. */
export interface Config {
  readonly production: boolean;
  readonly role: 'all' | 'web' | 'worker';
  readonly host: string;
  readonly port: number;
  readonly baseUrl: string;
  /** Everything that this machine keeps: database, files, mailbox, development secrets. */
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Signs sessions and links, and keys the hashes of callers. */
  readonly secret: string | undefined;
  readonly encryptionKeys: readonly EncryptionKey[] | undefined;
  readonly files: { readonly kind: 'folder' } | S3Settings;
  readonly mail:
    | { readonly kind: 'mailbox' }
    | { readonly kind: 'smtp'; readonly url: string }
    | { readonly kind: 'postmark'; readonly token: string };
  readonly mailFrom: string;
  /** A postcodes.io, such as https://api.postcodes.io; undefined: our own table, which knows "about". */
  readonly geocoderUrl: string | undefined;
  /** clamd, such as clamav://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl; undefined: no scanner. */
  readonly scannerUrl: string | undefined;
  /** Where replies to our mails go, and the secret by which the provider that takes them in proves itself. */
  readonly inbound: { readonly domain: string; readonly secret: string } | undefined;
  readonly operator: { readonly name: string; readonly address: string; readonly email: string } | undefined;
  /** The reverse proxy's header that names the caller, where there is one. */
  readonly callerHeader: string | undefined;
  /** The proxy's header with the caller's country, such as `cf-ipcountry`. */
  readonly countryHeader: string | undefined;
}

export interface S3Settings {
  readonly kind: 's3';
  readonly bucket: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What stops a start: each line names a variable, what is wrong with it and what would be right. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Sessional cannot start:\n${problems.map(problem => `  - ${problem}`).join('\n')}\nSee docs/running.md.`);
    this.name = 'ConfigError';
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment. Throws {@link ConfigError} with all that is wrong at once. */
export function readConfig(env: Env, cwd: string): Config {
  const problems: string[] = [];
  const pick = <T>(name: string, schema: z.ZodType<T>, wanted: string, fallback?: T): T | undefined => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    const read = schema.safeParse(text);
    if (read.success) return read.data;
    problems.push(`${name} ${wanted}`);
    return fallback;
  };
  const production =
    pick('SESSIONAL_ENV', z.enum(['production', 'development']), 'is "production" or "development"', 'development') ===
    'production';
  const port =
    pick('PORT', z.coerce.number().int().min(0).max(65_535), 'is a port number from 0 to 65535', 3000) ?? 3000;
  const config: Config = {
    production,
    role: pick('SESSIONAL_ROLE', z.enum(['all', 'web', 'worker']), 'is "all", "web" or "worker"', 'all') ?? 'all',
    host: env.HOST?.trim() || (production ? '0.0.0.0' : '127.0.0.1'),
    port,
    baseUrl: (
      pick(
        'BASE_URL',
        z.url({ protocol: /^https?$/ }),
        'is the address people use, such as https://locum.example.org',
      ) ?? `http://localhost:${port}`
    ).replace(/\/+$/, ''),
    dataFolder: resolve(cwd, env.DATA_FOLDER?.trim() || 'data'),
    databaseUrl: pick(
      'DATABASE_URL',
      z.url({ protocol: /^postgres(ql)?$/ }),
      'starts with postgresql:// and names server, user and database',
    ),
    secret: pick('SECRET', z.string().min(32), 'has at least 32 characters; `openssl rand -base64 32` makes one'),
    encryptionKeys: readKeys(env.ENCRYPTION_KEYS, problems),
    files: readFiles(env, problems),
    mail: readMail(env, problems),
    mailFrom: pick('MAIL_FROM', z.email(), 'is the address that mails are sent from') ?? 'sessional@localhost',
    geocoderUrl: pick(
      'GEOCODER_URL',
      z.url({ protocol: /^https?$/ }),
      'is the address of a postcodes.io, such as https://api.postcodes.io',
    ),
    scannerUrl: pick(
      'CLAMAV_URL',
      z.string().regex(/^(clamav:\/\/[^/\s]+|unix:\/\/\/\S+)$/),
      'looks like clamav://127.0.0.1:3310 or unix:///run/clamav/clamd.ctl',
    ),
    inbound: readInbound(env, problems),
    operator: readOperator(env, problems),
    callerHeader: env.CALLER_HEADER?.trim().toLowerCase() || undefined,
    countryHeader: env.COUNTRY_HEADER?.trim().toLowerCase() || undefined,
  };
  if (production) requireForProduction(config, env, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function requireForProduction(config: Config, env: Env, problems: string[]): void {
  const needed: [boolean, string][] = [
    [config.secret === undefined && !env.SECRET, 'SECRET is missing: the development secret is not used in production'],
    [
      config.encryptionKeys === undefined && !env.ENCRYPTION_KEYS,
      'ENCRYPTION_KEYS is missing: bank and pension details cannot be kept without',
    ],
    [!env.BASE_URL, 'BASE_URL is missing: links in mails would lead nowhere'],
    [env.BASE_URL?.startsWith('http:') === true, 'BASE_URL is http: production is served over https'],
    [config.mail.kind === 'mailbox', 'SMTP_URL or POSTMARK_TOKEN is missing: no mail would leave this machine'],
    [!env.MAIL_FROM, 'MAIL_FROM is missing: the address that mails are sent from'],
    [
      config.operator === undefined,
      'OPERATOR_NAME, OPERATOR_ADDRESS and OPERATOR_EMAIL are missing: people must be told who keeps their data',
    ],
  ];
  problems.push(...needed.filter(([missing]) => missing).map(([, problem]) => problem));
}

/** `id:base64,id:base64`; the first one seals, all of them open. */
function readKeys(text: string | undefined, problems: string[]): EncryptionKey[] | undefined {
  if (!text?.trim()) return undefined;
  const keys = text.split(',').map(part => {
    const [id = '', secret = ''] = part.trim().split(':');
    return { id, secret: new Uint8Array(Buffer.from(secret, 'base64')) };
  });
  const right =
    keys.every(key => /^[a-z0-9-]{1,20}$/i.test(key.id) && key.secret.length === 32) &&
    new Set(keys.map(key => key.id)).size === keys.length;
  if (right) return keys;
  problems.push(
    'ENCRYPTION_KEYS is a list such as k2:BASE64,k1:BASE64, each key 32 bytes in base64 with an id of its own',
  );
  return undefined;
}

function readFiles(env: Env, problems: string[]): Config['files'] {
  if (!env.S3_BUCKET?.trim()) return { kind: 'folder' };
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) problems.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go with S3_BUCKET');
  const endpoint = env.S3_ENDPOINT?.trim() || undefined;
  if (endpoint !== undefined && !URL.canParse(endpoint))
    problems.push('S3_ENDPOINT is the address of the S3 service, such as https://s3.example.org');
  return {
    kind: 's3',
    bucket: env.S3_BUCKET.trim(),
    region: env.S3_REGION?.trim() || 'auto',
    endpoint,
    accessKeyId: accessKeyId ?? '',
    secretAccessKey: secretAccessKey ?? '',
  };
}

function readMail(env: Env, problems: string[]): Config['mail'] {
  const { SMTP_URL: url, POSTMARK_TOKEN: token } = env;
  if (url && token) problems.push('SMTP_URL and POSTMARK_TOKEN are both set: choose one');
  if (token) return { kind: 'postmark', token };
  if (!url) return { kind: 'mailbox' };
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? ''))
    problems.push('SMTP_URL looks like smtps://user:password@mail.example.org:465');
  return { kind: 'smtp', url };
}

function readInbound(env: Env, problems: string[]): Config['inbound'] {
  const [domain, secret] = [env.INBOUND_DOMAIN?.trim().toLowerCase(), env.INBOUND_SECRET?.trim()];
  if (!domain && !secret) return undefined;
  if (domain && /^[a-z0-9.-]+\.[a-z]{2,}$/.test(domain) && secret && secret.length >= 20) return { domain, secret };
  problems.push(
    'INBOUND_DOMAIN and INBOUND_SECRET go together: a domain whose mail comes in, and at least 20 characters',
  );
  return undefined;
}

function readOperator(env: Env, problems: string[]): Config['operator'] {
  const [name, address, email] = [env.OPERATOR_NAME, env.OPERATOR_ADDRESS, env.OPERATOR_EMAIL].map(text =>
    text?.trim(),
  );
  if (!name && !address && !email) return undefined;
  if (name && address && email && z.email().safeParse(email).success) return { name, address, email };
  problems.push('OPERATOR_NAME, OPERATOR_ADDRESS and OPERATOR_EMAIL go together, the last as an email address');
  return undefined;
}
