import { SUMS_FILE } from '#platform/archive/zip.ts';
import type { Manifest } from './manifest.ts';
import { EXPORTED, LEFT_OUT, READ_ONLY } from './tables.ts';

/** What lies in an export, in plain words, for whoever opens it in ten years. */
export function readmeText(manifest: Manifest): string {
  const lines = [
    'YOUR SESSIONAL ACCOUNT',
    '',
    `Everything that the account held at ${manifest.madeAt} (UTC), made by ${manifest.madeBy}.`,
    '',
    'Take care of this file. It holds your bank details, National Insurance number and other private things,',
    'readable by anybody who has it, and what organisations wrote to you.',
    '',
    'WHAT IS WHERE',
    '',
    'tables/   each kind of record twice: as CSV for a spreadsheet, and as JSON for programs',
    'files/    every stored paper, receipt and document; tables/files says what each one is',
    `manifest.json   how many records there are, and of which version (${manifest.schema})`,
    `${SUMS_FILE}   a SHA-256 sum of each file here; "sha256sum -c ${SUMS_FILE}" tells whether anything was changed`,
    '',
    'Amounts end in _pence and are whole pence. Miles end in _tenths, sessions and days in _hundredths.',
    'Moments are in UTC. Records point at each other by their ids.',
    'In CSV a cell that could be taken for a formula has an apostrophe before it; the JSON has it as it was.',
    '',
    'THE TABLES',
    '',
    ...Object.entries(EXPORTED).flatMap(([heading, tables]) => [
      heading,
      ...tables.map(table => `  ${table.padEnd(28)}${String(manifest.tables[table] ?? 0).padStart(7)}`),
      '',
    ]),
    'WHAT IS NOT HERE, AND WHY',
    '',
    ...Object.entries(LEFT_OUT).map(([table, why]) => `  ${table}: ${why}`),
    '  of mails: those with a link that confirms an address or sets a password',
    '  of files: archives made of what is here (tax packs, evidence packs, exports)',
    '',
    'INTO ANOTHER INSTALLATION OF SESSIONAL',
    '',
    'Sign up there with an empty account, and have its operator run, on the same version of the program:',
    '',
    '  npm run import-account -- this-file.zip your-address@example.org',
    '',
    'It takes everything over but what can only be read:',
    ...Object.entries(READ_ONLY).map(([table, why]) => `  ${table}: ${why}`),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
