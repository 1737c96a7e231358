import type { Faces } from './faces.ts';
import { COLOURS, lineHeight, PAGE, STYLES, type Style } from './look.ts';
import { openDocument, type PaperFacts } from './open-document.ts';
import { wrap } from './wrap.ts';

/** A node of the paper's structure, as a screen reader walks it. */
export type Tag = PDFKit.PDFStructureElement;

/** `scope` says which cells a TH speaks for; `alt` describes a Figure; `bbox` is left, top, right, bottom in points. */
export interface TagOptions {
  readonly scope?: 'Row' | 'Column';
  readonly alt?: string;
  readonly bbox?: readonly [number, number, number, number];
}

/** Where a line stands: its column, and the side of the column it is set against. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

/** Writes one tagged A4 paper (PDF 1.7, PDF/UA-1) and gives its bytes. `footer` stands at the foot of every page. */
export async function writePaper(
  facts: PaperFacts & { readonly footer: string },
  faces: Faces,
  write: (paper: Paper) => void,
): Promise<Uint8Array> {
  const doc = openDocument(facts, faces);
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  const paper = new Paper(doc, faces);
  write(paper);
  paper.numberPages(facts.footer);
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The sheet under the pen: a cursor going down the page, and the structure that grows with what is drawn. */
export class Paper {
  readonly left: number = PAGE.side;
  readonly width: number = PAGE.width - 2 * PAGE.side;
  /** The top of the next block, in points from the top of the page. */
  y: number = PAGE.top;
  readonly root: Tag;
  readonly #doc: PDFKit.PDFDocument;
  readonly #faces: Faces;

  constructor(doc: PDFKit.PDFDocument, faces: Faces) {
    this.#doc = doc;
    this.#faces = faces;
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
  }

  /** A new node under `parent`. */
  tag(type: string, options: TagOptions = {}, parent: Tag = this.root): Tag {
    // pdfkit's types lack scope and bbox, which it reads
    const known: Record<string, unknown> = { ...options };
    const tag = this.#doc.struct(type, known);
    parent.add(tag);
    return tag;
  }

  /** Draws what has no meaning of its own: rules, grounds, repeated headings. */
  artifact(draw: (doc: PDFKit.PDFDocument) => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.#doc.markContent('Artifact', { type });
    draw(this.#doc);
    this.#doc.endMarkedContent();
  }

  /** Draws shapes that belong to a node. */
  shape(tag: Tag, draw: (doc: PDFKit.PDFDocument) => void): void {
    tag.add(() => draw(this.#doc));
  }

  /** Points left above the foot of the page. */
  get leftOnPage(): number {
    return PAGE.height - PAGE.bottom - this.y;
  }

  /** Points a whole fresh page offers. */
  get fullPage(): number {
    return PAGE.height - PAGE.bottom - PAGE.top;
  }

  /** Turns the page where fewer than `height` points are left; true where it did. */
  room(height: number): boolean {
    if (height <= this.leftOnPage || this.y === PAGE.top) return false;
    this.turnPage();
    return true;
  }

  turnPage(): void {
    this.#doc.addPage();
    this.y = PAGE.top;
  }

  /** How wide a text of one line is, in points. */
  measure(text: string, style: Style): number {
    this.#set(style);
    return this.#doc.widthOfString(this.#printable(text, style));
  }

  /** The lines of a text in a column of `width` points. */
  wrap(text: string, width: number, style: Style): readonly string[] {
    this.#set(style);
    return wrap(this.#printable(text, style), width, part => this.#doc.widthOfString(part));
  }

  /** Writes lines under `tag`, or as an artifact of the page where there is none; gives their height in points. */
  lines(lines: readonly string[], style: Style, place: Place, tag: Tag | 'artifact'): number {
    const write = () => {
      this.#set(style);
      lines.forEach((line, at) => {
        this.#line(line, style, { ...place, y: place.y + at * lineHeight(style) });
      });
    };
    if (tag === 'artifact') this.artifact(write, 'Pagination');
    else tag.add(write);
    return lines.length * lineHeight(style);
  }

  /** A thin rule across `width` points. */
  rule(x: number, y: number, width: number, colour: string = COLOURS.rule, weight = 0.6): void {
    this.artifact(doc => {
      doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(weight)
        .strokeColor(colour)
        .stroke();
    });
  }

  /** Writes the footer of every page, once it is known how many there are. */
  numberPages(footer: string): void {
    const { count } = this.#doc.bufferedPageRange();
    const y = PAGE.height - 40;
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page);
      this.rule(this.left, y - 7, this.width);
      const [text = ''] = this.wrap(footer, this.width - 90, STYLES.label);
      this.lines([text], STYLES.label, { x: this.left, y, width: this.width }, 'artifact');
      const place: Place = { x: this.left, y, width: this.width, align: 'right' };
      this.lines([`Page ${page + 1} of ${count}`], STYLES.label, place, 'artifact');
    }
  }

  #line(text: string, style: Style, { x, y, width, align }: Place): void {
    if (text === '') return;
    const indent = align === 'right' ? width - this.#doc.widthOfString(text.trimEnd()) : 0;
    const lead = (lineHeight(style) - this.#doc.currentLineHeight()) / 2;
    this.#doc.text(text, x + indent, y + lead, { lineBreak: false });
  }

  #set(style: Style): void {
    this.#doc.font(style.face).fontSize(style.size).fillColor(style.colour);
  }

  /** Composed, without control characters; a character that the face lacks becomes a question mark, not an empty box. */
  #printable(text: string, style: Style): string {
    const face = this.#faces[style.face];
    return text
      .normalize('NFC')
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\n\P{Cc}]/gu, ' ')
      .replaceAll(/[^\n -~]/gu, letter => (face.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : '?'));
  }
}
