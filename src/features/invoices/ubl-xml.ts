/** One element of an XML document: its name, what is in it, its attributes. Elements that are undefined are left out. */
export type Element = readonly [
  name: string,
  content: string | readonly (Element | undefined)[],
  attributes?: Readonly<Record<string, string>>,
];

/** The document as text, in UTF-8 and one element a line. An element without content is left out: Peppol allows none (R008). */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;
}

function written([name, content, attributes = {}]: Element, indent: string): string {
  const open = `${indent}<${[name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(' ')}>`;
  if (typeof content === 'string') {
    const text = escaped(content).trim();
    return text === '' ? '' : `${open}${text}</${name}>\n`;
  }
  const within = content.map(child => (child ? written(child, `${indent}  `) : '')).join('');
  return within === '' ? '' : `${open}\n${within}${indent}</${name}>\n`;
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML 1.0 cannot hold at all are dropped. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .toWellFormed()
      .replace(/[&<>"]/g, mark => MARKS[mark] ?? mark)
  );
}
