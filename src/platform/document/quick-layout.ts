import type { Font, GlyphRun } from 'fontkit';

/** Words remembered of a face before it starts afresh, so that memory stays bounded. */
const MOST_WORDS = 5_000;

/**
 * The same font, laying out each word once for all papers: that is more than half of the time of a paper, and papers are
 * made of the same words. Without ligatures, for one would read back as one odd character ("oﬃce"), and not be found.
 */
export function withQuickLayout(font: Font): Font {
  const known = new Map<string, GlyphRun>();
  const layout = (text: string): GlyphRun => {
    const before = known.get(text);
    if (before) return copy(before);
    if (known.size >= MOST_WORDS) known.clear();
    const run = font.layout(text, { liga: false });
    known.set(text, copy(run));
    return run;
  };
  return Object.create(font, { layout: { value: layout } });
}

/** pdfkit scales the positions it is given in place, and then asks for the width of the whole. */
function copy({ glyphs, positions }: GlyphRun): GlyphRun {
  const own = positions.map(position => ({ ...position }));
  return {
    glyphs,
    positions: own,
    get advanceWidth() {
      return own.reduce((sum, position) => sum + position.xAdvance, 0);
    },
  };
}
