/**
 * The lines of a text in a column: broken at spaces, and inside a word only where the word alone is wider than the column.
 * Line feeds of the text stand. Every line but the last of its paragraph ends in a space, so that what is read back from
 * the paper joins into words again. `widthOf` measures in the unit of `width`.
 */
export function wrap(text: string, width: number, widthOf: (text: string) => number): readonly string[] {
  return text.split('\n').flatMap(paragraph => wrapParagraph(paragraph, width, widthOf));
}

function wrapParagraph(paragraph: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  const gap = widthOf(' ');
  let line = '';
  // the width of the line with a space behind it: words are measured as they stand in a line, each of them once
  let used = 0;
  for (const word of paragraph.split(/[ \t]+/)) {
    const needed = widthOf(`${word} `);
    if (used + needed - gap <= width) {
      line += `${word} `;
      used += needed;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width, widthOf);
    line = `${pieces.pop() ?? ''} `;
    used = widthOf(line);
    lines.push(...pieces);
  }
  return [...lines, line.trimEnd()];
}

function breakWord(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
