import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeCalendarSource } from '#ports/calendar-source.contract.ts';
import { httpCalendarSource } from './http.ts';
import { isPublicAddress } from './public-address.ts';
import { calendarShelf } from './shelf.ts';

/** A server on this machine that answers each path as it is told to. */
async function server() {
  const answers = new Map<string, RequestListener>();
  const http = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404).end('nothing here');
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    port,
    on(path: string, answer: RequestListener): string {
      answers.set(path, answer);
      return `http://127.0.0.1:${port}${path}`;
    },
    close: async () => {
      http.closeAllConnections();
      await new Promise(resolve => http.close(resolve));
    },
  };
}

describeCalendarSource('over HTTP', async () => {
  const it = await server();
  let n = 0;
  return {
    source: httpCalendarSource({ allowLoopback: true }),
    publish: async what =>
      it.on(`/${n++}.ics`, (_, response) => {
        if (what === 'missing') response.writeHead(404).end();
        else if (what === 'locked') response.writeHead(401).end();
        else response.end(what);
      }),
    close: it.close,
  };
});

describeCalendarSource('on the shelf', async () => {
  const source = calendarShelf();
  let n = 0;
  return {
    source,
    async publish(what) {
      const address = `https://calendars.example/${n++}.ics`;
      if (what === 'locked') source.put(address, { kind: 'failed', reason: 'denied' });
      else if (what !== 'missing') source.put(address, what);
      return address;
    },
    close: async () => {},
  };
});

describe('whom we do not ask', () => {
  let it: Awaited<ReturnType<typeof server>>;
  let asked = 0;
  beforeAll(async () => {
    it = await server();
    it.on('/a.ics', (_, response) => {
      asked++;
      response.end('BEGIN:VCALENDAR');
    });
  });
  afterAll(() => it.close());

  const NOT_ALLOWED = { kind: 'failed', reason: 'not_allowed' };
  const production = (resolve: (name: string) => Promise<string[]> = async () => ['127.0.0.1']) =>
    httpCalendarSource({ allowLoopback: false, resolve });

  test.each([
    'http://127.0.0.1:PORT/a.ics',
    'https://127.0.0.1:PORT/a.ics',
    'webcal://localhost:PORT/a.ics',
    'https://[::1]:PORT/a.ics',
    'https://[::ffff:127.0.0.1]:PORT/a.ics',
    'https://2130706433:PORT/a.ics',
    'https://0x7f.1:PORT/a.ics',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.8/a.ics',
    'http://calendar.example:PORT/a.ics',
    'https://user:secret@calendar.example/a.ics',
  ])('in production: %s', async address => {
    expect(await production().read(address.replace('PORT', String(it.port)))).toEqual(NOT_ALLOWED);
    expect(asked).toBe(0);
  });

  test.each([
    ['a private address', ['192.168.1.10']],
    ['a public and a private one', ['93.184.216.34', '10.1.2.3']],
    ['no address', []],
  ])('a name behind which stands %s', async (_, addresses) => {
    const answer = await production(async () => addresses).read('https://calendar.example/a.ics');
    expect(answer).toEqual(NOT_ALLOWED);
  });

  test('in development this machine without encryption, and nobody else so', async () => {
    const development = (address: string) =>
      httpCalendarSource({ allowLoopback: true, resolve: async () => [address] });
    expect(await development('93.184.216.34').read('http://calendar.example/a.ics')).toEqual(NOT_ALLOWED);
    expect(await development('10.0.0.8').read('https://calendar.example/a.ics')).toEqual(NOT_ALLOWED);
    expect(await development('127.0.0.1').read(`http://calendar.example:${it.port}/a.ics`)).toEqual({
      kind: 'read',
      text: 'BEGIN:VCALENDAR',
    });
  });

  test('a name is resolved once, and the connection goes to the address that was checked', async () => {
    const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1'];
    let resolved = 0;
    const source = httpCalendarSource({ allowLoopback: true, resolve: async () => [answers[resolved++] ?? ''] });
    expect(await source.read(`http://rebinding.example:${it.port}/a.ics`)).toMatchObject({ kind: 'read' });
    expect(resolved).toBe(1);
  });

  test('a redirect into a private network is not followed', async () => {
    const address = it.on('/inside', (_, response) =>
      response.writeHead(302, { location: 'https://10.0.0.8/a' }).end(),
    );
    expect(await httpCalendarSource({ allowLoopback: true }).read(address)).toEqual(NOT_ALLOWED);
  });

  test('three redirects are followed, a fourth is not', async () => {
    const hop = (n: number) =>
      it.on(`/hop${n}`, (_, response) =>
        response.writeHead(301, { location: n === 1 ? '/a.ics' : `/hop${n - 1}` }).end(),
      );
    const [, , third, fourth] = [1, 2, 3, 4].map(hop);
    const source = httpCalendarSource({ allowLoopback: true });
    expect(await source.read(third ?? '')).toMatchObject({ kind: 'read' });
    expect(await source.read(fourth ?? '')).toEqual({ kind: 'failed', reason: 'unreachable' });
  });

  test('an answer that never ends is given up', async () => {
    const silent = it.on('/silent', () => {});
    const slow = it.on('/slow', (_, response) => response.write('BEGIN:VCALENDAR'));
    const source = httpCalendarSource({ allowLoopback: true, timeoutMs: 100 });
    for (const address of [silent, slow])
      expect(await source.read(address)).toEqual({ kind: 'failed', reason: 'unreachable' });
    const stuck = httpCalendarSource({ allowLoopback: true, timeoutMs: 100, resolve: () => new Promise(() => {}) });
    expect(await stuck.read('https://calendar.example/a.ics')).toEqual({ kind: 'failed', reason: 'unreachable' });
  });
});

test.each([
  ['8.8.8.8', true],
  ['172.15.0.1', true],
  ['2a00:1450:4009:815::200e', true],
  ['172.31.255.255', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['fd12:3456::1', false],
  ['fe80::1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['nonsense', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});
