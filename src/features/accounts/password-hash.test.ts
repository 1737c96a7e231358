import { expect, test } from 'vitest';
import { deviceName } from '#platform/device.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

test('a password verifies against its own hash and no other', async () => {
  const hash = await hashPassword('three quiet words');
  expect(hash).toMatch(/^argon2id\$19456\$2\$1\$/);
  expect(await verifyPassword({ hash, password: 'three quiet words' })).toBe(true);
  expect(await verifyPassword({ hash, password: 'three quiet word' })).toBe(false);
  expect(await hashPassword('three quiet words')).not.toBe(hash);
  expect(await verifyPassword({ hash: 'scrypt$1', password: 'x' })).toBe(false);
});

test('devices are named by browser and system only', () => {
  expect(
    deviceName(
      'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36',
    ),
  ).toBe('Chrome on Android');
  expect(
    deviceName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari on iPhone');
  expect(deviceName('curl/8.0')).toBe('A browser on an unknown system');
});
