import { PDFiumLibrary } from '@hyzyla/pdfium';

/** A page as it is printed: how far its outermost ink stands from each edge of the sheet, in millimetres. */
export interface Sheet {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Undefined on a page without ink. */
  readonly ink:
    | { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
    | undefined;
  /** Share of the page that is not white. */
  readonly inked: number;
}

const SCALE = 2;
const MM_OF_A_DOT = 25.4 / (72 * SCALE);
/** White, and what a screen's smoothing leaves of a line that ends within the dot. */
const NEARLY_WHITE = 250;

let library: Promise<PDFiumLibrary> | undefined;

/** Draws each page with PDFium, as a browser would, and looks where its ink is. */
export async function lookAtPaper(bytes: Uint8Array): Promise<readonly Sheet[]> {
  library ??= PDFiumLibrary.init();
  const paper = await (await library).loadDocument(new Uint8Array(bytes));
  try {
    const sheets: Sheet[] = [];
    for (const page of paper.pages()) {
      const drawn = await page.render({ scale: SCALE, colorSpace: 'Gray' });
      sheets.push(sheetOf(drawn.data, drawn.width, drawn.height));
    }
    return sheets;
  } finally {
    paper.destroy();
  }
}

/** Pages whose ink comes nearer to an edge of the sheet than its margin, in words. None: all is within. */
export function beyondMargins(
  sheets: readonly Sheet[],
  margins: { readonly side: number; readonly top: number; readonly bottom: number },
): readonly string[] {
  return sheets.flatMap(({ ink }, at) => {
    if (!ink) return [`page ${at + 1} is empty`];
    const least = { left: margins.side, right: margins.side, top: margins.top, bottom: margins.bottom };
    return (['left', 'right', 'top', 'bottom'] as const)
      .filter(edge => ink[edge] < least[edge])
      .map(edge => `page ${at + 1}: ink ${ink[edge].toFixed(1)} mm from the ${edge}`);
  });
}

function sheetOf(grey: Uint8Array, width: number, height: number): Sheet {
  const stride = grey.length / height;
  let [left, right, top, bottom, inked] = [width, -1, height, -1, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((grey[y * stride + x] ?? 255) >= NEARLY_WHITE) continue;
      inked += 1;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return {
    widthMm: width * MM_OF_A_DOT,
    heightMm: height * MM_OF_A_DOT,
    ink:
      right < 0
        ? undefined
        : {
            left: left * MM_OF_A_DOT,
            right: (width - 1 - right) * MM_OF_A_DOT,
            top: top * MM_OF_A_DOT,
            bottom: (height - 1 - bottom) * MM_OF_A_DOT,
          },
    inked: inked / (width * height),
  };
}
