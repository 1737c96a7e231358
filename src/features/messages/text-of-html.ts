/** The words of a mail that came as HTML only, a line for each block; what it quotes stands behind `>`, as in a mail of plain text. */
export function textOfHtml(html: string): string {
  const lines: string[] = [];
  let [line, depth] = ['', 0];
  const endLine = () => {
    const words = line.replaceAll(/\s+/g, ' ').trim();
    if (words !== '') lines.push(depth > 0 ? `> ${words}` : words);
    else if (lines.at(-1) !== '') lines.push('');
    line = '';
  };
  for (const [part, name] of withoutUnseen(html).matchAll(/<\/?([a-z][a-z0-9]*)\b[^>]*>|[^<]+|</gi)) {
    if (name === undefined) {
      line += words(part);
      continue;
    }
    if (!BLOCKS.test(name)) continue;
    endLine();
    if (/^blockquote$/i.test(name)) depth = Math.max(0, depth + (part.startsWith('</') ? -1 : 1));
  }
  endLine();
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

const BLOCKS = /^(p|div|br|tr|li|ul|ol|table|blockquote|h[1-6]|hr|pre|section|article)$/i;

/** Comments, and elements whose text nobody sees. */
function withoutUnseen(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, '')
    .replaceAll(/<(head|style|script|title)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replaceAll(/<!doctype[^>]*>/gi, '');
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  euro: '€',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

function words(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}
