/** fontkit ships no types: the few members used here, and those by which pdfkit takes a font made beforehand. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string;
    readonly characterSet: readonly number[];
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): unknown;
    layout(text: string, features?: Readonly<Record<string, boolean>>): GlyphRun;
  }

  /** Shaped text: glyphs and, for each, its advances and offsets in units of the font. */
  export interface GlyphRun {
    readonly glyphs: readonly unknown[];
    readonly positions: readonly GlyphPosition[];
    readonly advanceWidth: number;
  }

  export interface GlyphPosition {
    readonly xAdvance: number;
    readonly yAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }

  export function create(bytes: Uint8Array): Font;
}
