import { degrees, PDFDocument, rgb, StandardFonts } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import type { StoredFile } from '#platform/stored-file.ts';

/** A copy with words across every page or over the picture, so that a copy that wanders says where it came from. The kept file stays as it is. */
export async function watermarked(file: StoredFile, words: string): Promise<StoredFile> {
  const text = words
    .normalize('NFC')
    .replaceAll(/[^\x20-\x7e\u00a0-\u00ff]/g, '?')
    .slice(0, 120);
  const bytes =
    file.contentType === 'application/pdf' ? await onPdf(file.bytes, text) : await onImage(file.bytes, text);
  return { ...file, bytes };
}

async function onPdf(bytes: Uint8Array, text: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const page of pdf.getPages()) {
    const { width, height } = page.getSize();
    const size = Math.max(10, Math.min(28, (width * 1.1) / (text.length * 0.5)));
    for (const part of [0.25, 0.6]) {
      page.drawText(text, {
        x: width * 0.08,
        y: height * part,
        size,
        font,
        rotate: degrees(30),
        color: rgb(0.35, 0.35, 0.35),
        opacity: 0.35,
      });
    }
  }
  return pdf.save();
}

async function onImage(bytes: Uint8Array, text: string): Promise<Uint8Array> {
  const image = sharp(bytes);
  const { width = 800, height = 600 } = await image.metadata();
  const size = Math.max(12, Math.round((width * 1.5) / text.length));
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const mark = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g font-family="sans-serif" font-size="${size}" fill="#555" fill-opacity="0.45"><text x="4%" y="40%" transform="rotate(-20 ${width / 2} ${height / 2})">${safe}</text><text x="4%" y="75%" transform="rotate(-20 ${width / 2} ${height / 2})">${safe}</text></g></svg>`;
  return image.composite([{ input: Buffer.from(mark) }]).toBuffer();
}
