import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scannerContract } from '#ports/scanner.contract.ts';
import { clamav } from './clamav.ts';
import { noScanner } from './none.ts';

/** A double that speaks clamd's side of INSTREAM: puts the chunks together by their lengths and finds "virus" in them. */
let server: Server;
let address: string;
let silent: Server;
let silence: string;

beforeAll(async () => {
  server = createServer(socket => {
    let got = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      got = Buffer.concat([got, chunk]);
      const body = wholeBody(got);
      if (body === undefined) return;
      const text = body.toString('latin1');
      if (text.includes('too big')) socket.end('INSTREAM size limit exceeded. ERROR\0');
      else socket.end(text.includes('virus') ? 'stream: Test.Virus FOUND\0' : 'stream: OK\0');
    });
  });
  silent = createServer(socket => socket.on('error', () => {}).resume());
  address = `clamav://127.0.0.1:${await listen(server)}`;
  silence = `clamav://127.0.0.1:${await listen(silent)}`;
});
afterAll(() => {
  server.close();
  silent.close();
});

async function listen(it: Server): Promise<number> {
  await new Promise<void>(resolve => it.listen(0, '127.0.0.1', resolve));
  return (it.address() as AddressInfo).port;
}

/** The bytes of the chunks, once the chunk of length nought is here. */
function wholeBody(got: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (!got.toString('latin1').startsWith(command)) return undefined;
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= got.length; ) {
    const length = got.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(got.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

scannerContract('no scanner', noScanner);
scannerContract('ClamAV', () => clamav(address));

test('what ClamAV finds is told by its name, wherever in the file it stands', async () => {
  const bytes = Buffer.concat([Buffer.alloc(200_000, 65), Buffer.from('virus'), Buffer.alloc(10)]);
  expect(await clamav(address).scan(bytes)).toEqual({ kind: 'infected', name: 'Test.Virus' });
});

test('a file over the scanner’s own limit is not taken for clean', async () => {
  expect(await clamav(address).scan(Buffer.from('too big'))).toEqual({ kind: 'unavailable' });
});

test('a scanner that is down or says nothing is unavailable', async () => {
  expect(await clamav('clamav://127.0.0.1:9').scan(Buffer.from('x'))).toEqual({ kind: 'unavailable' });
  expect(await clamav(silence, 50).scan(Buffer.from('x'))).toEqual({ kind: 'unavailable' });
});
