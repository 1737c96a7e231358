import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { withQuickLayout } from './quick-layout.ts';

/** The three weights of the one family that papers are set in. */
export interface Faces {
  readonly regular: Font;
  readonly semibold: Font;
  readonly bold: Font;
}

const FILES = {
  regular: '400Regular/SourceSans3_400Regular.ttf',
  semibold: '600SemiBold/SourceSans3_600SemiBold.ttf',
  bold: '700Bold/SourceSans3_700Bold.ttf',
} as const;

let installed: Promise<Faces> | undefined;

/**
 * The faces of the installed font package, read once and shared by every paper of the process: reading them again for
 * each paper would cost three times the paper itself. Rejects where the files are not there.
 */
export function sharedFaces(): Promise<Faces> {
  installed ??= readFaces(installedFolder());
  return installed;
}

/** Reads the faces from a folder laid out like the package `@expo-google-fonts/source-sans-3`. */
export async function readFaces(folder: string): Promise<Faces> {
  const [regular, semibold, bold] = await Promise.all([
    readFace(join(folder, FILES.regular)),
    readFace(join(folder, FILES.semibold)),
    readFace(join(folder, FILES.bold)),
  ]);
  return { regular, semibold, bold };
}

function installedFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/source-sans-3/package.json'));
}

async function readFace(path: string): Promise<Font> {
  const font = create(await readFile(path));
  // fontkit remembers each glyph with the characters it was first met for, and pdfkit writes those into the paper as the
  // text to read back. Meeting every character now, in order, makes that text the same whatever was printed before.
  for (const codePoint of [...font.characterSet].sort((a, b) => a - b)) font.glyphForCodePoint(codePoint);
  return withQuickLayout(font);
}
