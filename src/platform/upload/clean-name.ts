/** Most letters of a name that people see. */
const LONGEST = 120;

/** The name a file is shown and saved under: without folders, control characters and marks that turn text around, with the ending that its content has. */
export function cleanName(name: string, extension: string): string {
  const bare = name
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[\p{Cc}\p{Cf}"<>|:*?%]/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[.\s]+/, '')
    .trim();
  return `${(bare || 'file').slice(0, LONGEST)}.${extension}`;
}
