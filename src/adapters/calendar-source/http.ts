import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP } from 'node:net';
import {
  type CalendarAnswer,
  type CalendarFailure,
  type CalendarSource,
  LARGEST_ANSWER,
} from '#ports/calendar-source.ts';
import { isLoopback, isPublicAddress } from './public-address.ts';

export interface HttpCalendarOptions {
  /** Reads from this machine itself as well, and there without encryption: in development. */
  readonly allowLoopback: boolean;
  /** All addresses behind a name; the machine's own resolver unless told. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** For the whole of it, redirects included. */
  readonly timeoutMs?: number;
}

const MOST_REDIRECTS = 3;

/**
 * Reads calendars over HTTPS. A name is resolved once, every address behind it is checked, and the connection goes to the one that
 * was checked: a name that answers differently a moment later leads nowhere else. Redirects are checked in the same way.
 */
export function httpCalendarSource(options: HttpCalendarOptions): CalendarSource {
  return {
    async read(address) {
      const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000);
      try {
        return await follow(options, address.trim(), signal, 0);
      } catch {
        // whatever went wrong went wrong at a stranger's end: no name, no answer, no valid certificate
        return failed('unreachable');
      }
    },
  };
}

async function follow(
  options: HttpCalendarOptions,
  address: string,
  signal: AbortSignal,
  redirects: number,
): Promise<CalendarAnswer> {
  const url = readable(address);
  const checked = url && (await checkedAddress(options, url, signal));
  if (!url || !checked) return failed('not_allowed');
  const answer = await ask(url, checked, signal);
  const status = answer.statusCode ?? 0;
  if (status === 200) return readText(answer);
  answer.destroy();
  const next = answer.headers.location;
  if (status >= 300 && status < 400 && next !== undefined) {
    if (redirects === MOST_REDIRECTS) return failed('unreachable');
    const to = URL.parse(next, url);
    return to ? follow(options, to.href, signal, redirects + 1) : failed('unreachable');
  }
  if (status === 404 || status === 410) return failed('not_found');
  return failed(status === 401 || status === 403 ? 'denied' : 'unreachable');
}

function failed(reason: CalendarFailure): CalendarAnswer {
  return { kind: 'failed', reason };
}

/** `webcal:` is how calendar programs write `https:`. Names and passwords within an address are refused. */
function readable(address: string): URL | undefined {
  const url = URL.parse(address.replace(/^webcals?:/i, 'https:'));
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username || url.password) return undefined;
  return url;
}

/** The address to connect to; undefined where any address behind the name is one that we do not read from. */
async function checkedAddress(
  options: HttpCalendarOptions,
  url: URL,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(name) ? [name] : await inTime((options.resolve ?? resolveAll)(name), signal);
  const isHere = addresses.every(isLoopback);
  const isAllowed = isHere ? options.allowLoopback : url.protocol === 'https:' && addresses.every(isPublicAddress);
  return isAllowed ? addresses[0] : undefined;
}

async function resolveAll(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(it => it.address);
}

/** The resolver knows no signal of its own. */
function inTime<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const stop = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => stop.reject(signal.reason), { once: true });
  return Promise.race([work, stop.promise]);
}

function ask(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const family = isIP(address);
  const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, {
    agent: false,
    signal,
    headers: {
      accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
      'accept-encoding': 'identity',
      'user-agent': 'Sessional',
    },
    lookup: (_name, { all }, answer) => (all ? answer(null, [{ address, family }]) : answer(null, address, family)),
  });
  request.on('response', resolve).on('error', reject).end();
  return promise;
}

async function readText(answer: IncomingMessage): Promise<CalendarAnswer> {
  const parts: Buffer[] = [];
  let octets = 0;
  for await (const part of answer) {
    octets += part.length;
    if (octets > LARGEST_ANSWER) {
      answer.destroy();
      return failed('too_large');
    }
    parts.push(part);
  }
  return { kind: 'read', text: Buffer.concat(parts).toString('utf8') };
}
