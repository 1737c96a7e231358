/** A number that a page shows to a reader, and the links that stand at it. */
export interface ShownNumber {
  readonly text: string;
  /** Of the link that the number is in. */
  readonly href: string | undefined;
  /** Of other links in the same row, paragraph or definition. */
  readonly beside: readonly string[];
  /** Some words around it, to find it by. */
  readonly where: string;
}

interface Element {
  readonly tag: string;
  readonly attributes: string;
  readonly parent: Element | undefined;
  readonly links: string[];
  text: string;
  readonly numbers: { readonly text: string; readonly href: string | undefined; readonly block: Element }[];
}

const VOID = new Set(['input', 'br', 'hr', 'img', 'rect', 'line', 'path', 'circle', 'meta', 'link']);
const BLOCKS = new Set(['p', 'dd', 'figcaption', 'h2', 'div', 'main', 'section', 'header']);
/** What is typed into is no statement of ours, and pictures say again what stands in words. */
const LEFT_OUT = new Set(['form', 'svg', 'script', 'style', 'time']);
const NUMBER = /-?£[\d,]+\.\d\d/g;

/** Every amount of money, and every figure of a table's number columns, in the main part of a page. */
export function numbersOf(html: string): ShownNumber[] {
  const numbers: Element['numbers'] = [];
  const root: Element = { tag: 'root', attributes: '', parent: undefined, links: [], text: '', numbers };
  let at = root;
  for (const [, closing, tag = '', attributes = '', text] of html.matchAll(TOKEN)) {
    if (text !== undefined) {
      for (let up: Element | undefined = at; up; up = up.parent) up.text += text;
      numbers.push(...found(at, text));
    } else if (closing) at = closest(at, it => it.tag === tag)?.parent ?? at;
    else {
      const made: Element = { tag, attributes, parent: at, links: [], text: '', numbers };
      if (tag === 'a') noteLink(made);
      if (!VOID.has(tag) && !attributes.endsWith('/')) at = made;
    }
  }
  return numbers.map(it => ({
    text: it.text,
    href: it.href,
    beside: it.block.links,
    where: it.block.text.replaceAll(/\s+/g, ' ').slice(0, 160),
  }));
}

/** The text of the closing lines of a page's tables. */
export function footsOf(html: string): string[] {
  return [...html.matchAll(/<tfoot>(.*?)<\/tfoot>/gs)].map(([, foot = '']) => foot.replaceAll(/<[^>]*>/g, ' '));
}

/** The href as a browser reads it. */
export function plainHref(href: string): string {
  return href.replaceAll('&amp;', '&');
}

const TOKEN = /<(\/?)([a-z][a-z0-9-]*)([^>]*)>|([^<]+)/gi;

function found(at: Element, text: string): Element['numbers'] {
  if (!closest(at, it => it.tag === 'main') || closest(at, it => LEFT_OUT.has(it.tag))) return [];
  // a total closes the table whose rows stand above it
  if (closest(at, it => it.tag === 'tfoot') && !closest(at, it => it.tag === 'a')) return [];
  const isFigure = closest(at, it => it.tag === 'td' && it.attributes.includes('figures')) !== undefined;
  const texts = isFigure && /^\s*\d[\d,.]*\s*$/.test(text) ? [text.trim()] : (text.match(NUMBER) ?? []);
  const link = closest(at, it => it.tag === 'a');
  const block = blockOf(at) ?? at;
  return texts.map(number => ({ text: number, href: link && hrefOf(link), block }));
}

function noteLink(link: Element): void {
  const href = hrefOf(link);
  if (href !== undefined) blockOf(link)?.links.push(href);
}

/** The row or entry of a list that something stands in, else its paragraph. */
function blockOf(at: Element): Element | undefined {
  return closest(at, it => it.tag === 'tr' || it.tag === 'li') ?? closest(at, it => BLOCKS.has(it.tag));
}

function hrefOf({ attributes }: Element): string | undefined {
  return /href="([^"]*)"/.exec(attributes)?.[1];
}

function closest(from: Element, isIt: (element: Element) => boolean): Element | undefined {
  for (let up: Element | undefined = from; up; up = up.parent) if (isIt(up)) return up;
  return undefined;
}
