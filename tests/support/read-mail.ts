/** A mail as the parts of its MIME message, enough for what nodemailer writes. */
export interface ReadMail {
  /** Names in lower case, values decoded and unfolded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly MailPart[];
}

export interface MailPart {
  readonly contentType: string;
  readonly filename: string | undefined;
  readonly bytes: Buffer;
}

export function readMail(raw: Buffer): ReadMail {
  const { headers, body } = split(raw.toString('latin1'));
  return { headers, parts: partsOf(headers, body) };
}

/** `"Elm Tree, Finance" <finance@elmtree.example>` */
export function readAddress(header: string): { name: string; address: string } {
  const [, name = '', address = ''] = /^(.*?)\s*<([^>]*)>$/s.exec(header) ?? ['', '', header];
  return { name: name.replace(/^"(.*)"$/s, '$1').replaceAll('\\"', '"'), address };
}

function split(message: string): { headers: Record<string, string>; body: string } {
  const end = message.indexOf('\r\n\r\n');
  const lines = message
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const;
  });
  return { headers: Object.fromEntries(headers), body: message.slice(end + 4) };
}

function partsOf(headers: Record<string, string>, body: string): MailPart[] {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary === undefined) return [leafOf(headers, type, body)];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap(part => {
      const inner = split(part.replace(/^\r\n/, '').replace(/\r\n$/, ''));
      return partsOf(inner.headers, inner.body);
    });
}

function leafOf(headers: Record<string, string>, type: string, body: string): MailPart {
  const filename = /filename="?([^";]+)"?/.exec(headers['content-disposition'] ?? '')?.[1];
  const [contentType = ''] = type.split(';');
  return { contentType, filename, bytes: decode(headers['content-transfer-encoding'] ?? '7bit', body) };
}

function decode(encoding: string, body: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  const unix = body.replaceAll('\r\n', '\n');
  return encoding === 'quoted-printable' ? quotedPrintable(unix) : Buffer.from(unix, 'latin1');
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replaceAll('=\n', '');
  return Buffer.from(
    joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** RFC 2047: `=?UTF-8?Q?…?=` and `=?UTF-8?B?…?=`; the space between two of them is not part of the text. */
function decodeWords(value: string): string {
  return value.replaceAll(/\?=\s+=\?/g, '?==?').replaceAll(/(?:=\?utf-8\?[QB]\?[^?]*\?=)+/gi, words => {
    const bytes = [...words.matchAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi)].map(([, kind, text = '']) =>
      kind?.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')),
    );
    return Buffer.concat(bytes).toString('utf8');
  });
}
