import { getDocumentProxy } from 'unpdf';

/** A run of text where it stands: points from the left and the top of its page. */
export interface Run {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A PDF as a reader program sees it. */
export interface ReadPaper {
  readonly title: string | undefined;
  readonly language: string | undefined;
  readonly marked: boolean;
  /** The text of each page, lines joined by spaces. */
  readonly pages: readonly string[];
  readonly text: string;
  readonly runs: readonly Run[];
  /** The roles of the structure, page by page, in reading order. */
  readonly roles: readonly string[];
}

/** Reads a PDF back with another program than the one that wrote it. */
export async function readPaper(bytes: Uint8Array): Promise<ReadPaper> {
  // the reader takes the bytes it is given away from us
  const doc = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = await doc.getMetadata();
  const facts: Record<string, unknown> = { ...info };
  const runs: Run[] = [];
  const roles: string[] = [];
  for (let page = 1; page <= doc.numPages; page++) {
    const sheet = await doc.getPage(page);
    const { height } = sheet.getViewport({ scale: 1 });
    const { items } = await sheet.getTextContent();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , size = 0, left = 0, baseline = 0] = item.transform.map(Number);
      const bottom = height - baseline;
      runs.push({ page, text: item.str, left, right: left + item.width, top: bottom - size * 0.7, bottom });
    }
    collectRoles(await sheet.getStructTree(), roles);
  }
  const mark = await doc.getMarkInfo();
  const pages = Array.from({ length: doc.numPages }, (_, at) => pageText(runs, at + 1));
  return {
    title: asText(facts.Title),
    language: asText(facts.Language),
    marked: Object(mark).Marked === true,
    pages,
    text: pages.join(' '),
    runs,
    roles,
  };
}

/** Runs that stand on top of one another. */
export function overlaps(runs: readonly Run[]): readonly string[] {
  return runs.flatMap((a, at) =>
    runs
      .slice(at + 1)
      .filter(
        b =>
          a.page === b.page &&
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5,
      )
      .map(b => `"${a.text}" and "${b.text}"`),
  );
}

/** Runs that stick out of the margins of an A4 page. */
export function outside(runs: readonly Run[]): readonly string[] {
  return runs.filter(run => run.left < 50 || run.right > 545.3 || run.bottom > 815).map(run => run.text);
}

function pageText(runs: readonly Run[], page: number): string {
  return runs
    .filter(run => run.page === page)
    .map(run => run.text.trim())
    .join(' ');
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function collectRoles(node: unknown, roles: string[]): void {
  if (typeof node !== 'object' || node === null) return;
  if ('role' in node && typeof node.role === 'string') roles.push(node.role);
  if ('children' in node && Array.isArray(node.children)) for (const child of node.children) collectRoles(child, roles);
}
