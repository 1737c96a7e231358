import { connect, type Socket } from 'node:net';
import type { Scanner, ScanResult } from '#ports/scanner.ts';

const CHUNK = 64 * 1024;

/**
 * clamd by its INSTREAM command (https://docs.clamav.net/manual/Usage/Scanning.html, general knowledge of the protocol): chunks with
 * their length before them, nought at the end, one line as the answer. `address` is `clamav://host:port` or `unix:///path`.
 */
export function clamav(address: string, timeoutMs = 20_000): Scanner {
  return {
    scan: bytes =>
      new Promise<ScanResult>(resolve => {
        const socket = open(address);
        let said = '';
        const end = (result: ScanResult) => {
          socket.destroy();
          resolve(result);
        };
        socket.setTimeout(timeoutMs, () => end({ kind: 'unavailable' }));
        socket.once('error', () => end({ kind: 'unavailable' }));
        socket.on('data', chunk => {
          said += chunk.toString('utf8');
          if (said.includes('\0') || said.includes('\n')) end(resultOf(said));
        });
        socket.once('close', () => end(resultOf(said)));
        socket.once('connect', () => send(socket, bytes));
      }),
  };
}

function open(address: string): Socket {
  const url = new URL(address);
  return url.protocol === 'unix:'
    ? connect(decodeURIComponent(url.pathname))
    : connect(Number(url.port || 3310), url.hostname.replace(/^\[|\]$/g, ''));
}

function send(socket: Socket, bytes: Uint8Array): void {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const part = bytes.subarray(at, at + CHUNK);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    socket.write(length);
    socket.write(part);
  }
  socket.write(Buffer.alloc(4));
}

/** `stream: OK`, `stream: Name FOUND`; everything else, such as a limit that was passed, is no answer. */
function resultOf(said: string): ScanResult {
  const line = said.replace(/[\0\n\r]+$/, '');
  if (/^stream: OK$/.test(line)) return { kind: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(line)?.[1];
  return found ? { kind: 'infected', name: found } : { kind: 'unavailable' };
}
