import { unzipSync, zipSync } from 'fflate';
import Papa from 'papaparse';
import { readSheet as readFirstSheet } from 'read-excel-file/node';
import { InputRefusal } from '../errors.ts';

/** Two megabytes: years of anybody's work. */
const MOST_BYTES = 2 * 1024 * 1024;
/** What a workbook may unpack to. */
const MOST_UNPACKED = 40 * 1024 * 1024;

/**
 * The rows of a spreadsheet as text, cell by cell: a workbook (XLSX, its first sheet) or CSV with comma, semicolon or tab, told apart by
 * content. Days become `2026-11-24`, times `09:30`. Refuses, with a sentence each, what is empty, too large, damaged, or neither.
 */
export async function readSheetFile(bytes: Uint8Array): Promise<string[][]> {
  if (bytes.length === 0) throw new InputRefusal({ file: 'This file is empty. Choose another one.' });
  if (bytes.length > MOST_BYTES)
    throw new InputRefusal({ file: 'This file is larger than 2 MB. Split it, a year in each.' });
  const rows = isZip(bytes) ? await readWorkbook(bytes) : readCsv(bytes);
  const kept = rows.map(row => row.map(cell => cell.trim())).filter(row => row.some(cell => cell !== ''));
  if (kept.length === 0) throw new InputRefusal({ file: 'Nothing is in this file.' });
  return kept;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function readWorkbook(bytes: Uint8Array): Promise<string[][]> {
  try {
    const sheet = await readFirstSheet(Buffer.from(boundedZip(bytes)));
    return sheet.map(row => row.map(cellText));
  } catch (fault) {
    if (fault instanceof InputRefusal) throw fault;
    throw new InputRefusal({
      file: 'This workbook cannot be read. Save it as XLSX or CSV and choose that.',
    });
  }
}

/** The same archive, packed anew from parts whose size was bounded: a small file cannot blow up in the reader. */
function boundedZip(bytes: Uint8Array): Uint8Array {
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter({ originalSize }) {
      unpacked += originalSize;
      if (unpacked > MOST_UNPACKED)
        throw new InputRefusal({ file: 'This workbook is too large when unpacked. Split it, a year in each.' });
      return true;
    },
  });
  return zipSync(parts, { level: 0 });
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // the reader's own type for days and times; both stand in UTC
  if (cell instanceof Date) return momentText(Temporal.Instant.fromEpochMilliseconds(cell.getTime()));
  // sums such as 0.1 + 0.2 come with noise behind the sixth place
  if (typeof cell === 'number') return String(Number(cell.toFixed(6)));
  return String(cell);
}

/** Spreadsheets count days from 1899: a moment of that year, or the next, is a time of day. */
function momentText(moment: Temporal.Instant): string {
  const there = moment.round('minute').toZonedDateTimeISO('UTC');
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' });
  if (there.year < 1901) return time;
  return time === '00:00' ? there.toPlainDate().toString() : `${there.toPlainDate()} ${time}`;
}

function readCsv(bytes: Uint8Array): string[][] {
  const text = decoded(bytes).replace(/^\uFEFF/, '');
  if (text.includes('\u0000') || text.startsWith('%PDF'))
    throw new InputRefusal({ file: 'This is neither CSV nor a workbook (XLSX).' });
  return Papa.parse<string[]>(text, { delimitersToGuess: [',', ';', '\t'], skipEmptyLines: true }).data;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
