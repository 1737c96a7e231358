import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const whole = {
  SESSIONAL_ENV: 'production',
  DATABASE_URL: 'postgresql://sessional@db.example.org/sessional',
  BASE_URL: 'https://locum.example.org/',
  SECRET: randomBytes(32).toString('base64'),
  ENCRYPTION_KEYS: `k2:${randomBytes(32).toString('base64')},k1:${randomBytes(32).toString('base64')}`,
  SMTP_URL: 'smtps://user:pass@mail.example.org:465',
  MAIL_FROM: 'hello@locum.example.org',
  OPERATOR_NAME: 'Example Health Ltd',
  OPERATOR_ADDRESS: '1 Hill Road, Leeds',
  OPERATOR_EMAIL: 'privacy@locum.example.org',
};

const problems = (env: Record<string, string | undefined>) => {
  try {
    readConfig(env, '/srv');
    return '';
  } catch (fault) {
    if (fault instanceof ConfigError) return fault.message;
    throw fault;
  }
};

test('with nothing set it is a development installation on this machine', () => {
  expect(readConfig({}, '/srv')).toMatchObject({
    production: false,
    role: 'all',
    host: '127.0.0.1',
    port: 3000,
    baseUrl: 'http://localhost:3000',
    dataFolder: '/srv/data',
    mail: { kind: 'mailbox' },
    files: { kind: 'folder' },
  });
});

test('production with everything set starts', () => {
  expect(readConfig(whole, '/srv')).toMatchObject({
    production: true,
    host: '0.0.0.0',
    baseUrl: 'https://locum.example.org',
    mail: { kind: 'smtp' },
  });
});

test('production refuses to start without each of what it needs, in a sentence that names it', () => {
  for (const name of ['SECRET', 'ENCRYPTION_KEYS', 'BASE_URL', 'SMTP_URL', 'MAIL_FROM', 'OPERATOR_NAME']) {
    expect(problems({ ...whole, [name]: undefined })).toContain(name);
  }
  expect(problems({ ...whole, BASE_URL: 'http://locum.example.org' })).toContain('https');
});

test('all wrong values are told at once, each by its name', () => {
  const told = problems({
    SESSIONAL_ENV: 'prod',
    PORT: '70000',
    SESSIONAL_ROLE: 'both',
    DATABASE_URL: 'mysql://x',
    SECRET: 'short',
    ENCRYPTION_KEYS: 'k1:abc',
    SMTP_URL: 'mail.example.org',
    POSTMARK_TOKEN: 'x',
    S3_BUCKET: 'files',
    MAIL_FROM: 'nobody',
    OPERATOR_NAME: 'Only a name',
    INBOUND_DOMAIN: 'in.example.org',
    GEOCODER_URL: 'postcodes',
    CLAMAV_URL: 'localhost',
  });
  for (const name of [
    'SESSIONAL_ENV',
    'PORT',
    'SESSIONAL_ROLE',
    'DATABASE_URL',
    'SECRET',
    'ENCRYPTION_KEYS',
    'SMTP_URL',
    'S3_ACCESS_KEY_ID',
    'MAIL_FROM',
    'OPERATOR_ADDRESS',
    'INBOUND_SECRET',
    'GEOCODER_URL',
    'CLAMAV_URL',
  ]) {
    expect(told).toContain(name);
  }
});
