/** A mail's words once, rendered twice: as plain text and as accessible HTML. */
export interface Letter {
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Figures in two columns, such as number, due date, total. */
  readonly facts?: readonly (readonly [label: string, value: string])[];
  /** The one clear button. */
  readonly button?: { readonly label: string; readonly url: string };
  /** Other places to go, in words beneath the button. */
  readonly links?: readonly { readonly label: string; readonly url: string }[];
  readonly closing: readonly string[];
  /** Small print: why this mail came, who runs the service. */
  readonly footer: string;
}

/** The letter as plain text, 72 columns not enforced: mail programs wrap. */
export function letterText(letter: Letter): string {
  const facts = letter.facts?.map(([label, value]) => `${label}: ${value}`).join('\n');
  const button = letter.button && `${letter.button.label}:\n${letter.button.url}`;
  const links = letter.links?.map(({ label, url }) => `${label}:\n${url}`).join('\n\n');
  return [
    letter.greeting,
    ...letter.paragraphs,
    facts,
    button,
    links,
    letter.closing.join('\n'),
    `--\n${letter.footer}`,
  ]
    .filter(part => part !== undefined && part !== '')
    .join('\n\n');
}

/** The letter as one HTML document with inline styles, as mail programs need; readable with images off and in dark mode. */
export async function letterHtml(letter: Letter, subject: string): Promise<string> {
  const page = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style="margin:0;padding:24px;font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
        <div style="max-width:36rem;margin:0 auto">
          <p>{letter.greeting}</p>
          {letter.paragraphs.map(paragraph => (
            <p>{paragraph}</p>
          ))}
          {letter.facts && (
            <table style="border-collapse:collapse;margin:16px 0">
              {letter.facts.map(([label, value]) => (
                <tr>
                  <th scope="row" style="text-align:left;font-weight:400;padding:4px 24px 4px 0;opacity:.75">
                    {label}
                  </th>
                  <td style="padding:4px 0;font-variant-numeric:tabular-nums;font-weight:600">{value}</td>
                </tr>
              ))}
            </table>
          )}
          {letter.button && (
            <p style="margin:24px 0">
              <a
                href={letter.button.url}
                style="background:#0f5c63;color:#ffffff;padding:12px 20px;border-radius:6px;text-decoration:none;display:inline-block"
              >
                {letter.button.label}
              </a>
            </p>
          )}
          {letter.links?.map(({ label, url }) => (
            <p>
              <a href={url} style="color:#0f5c63">
                {label}
              </a>
            </p>
          ))}
          <p>
            {letter.closing.map((line, i) => (
              <>
                {i > 0 && <br />}
                {line}
              </>
            ))}
          </p>
          <p style="font-size:13px;opacity:.75;border-top:1px solid currentColor;padding-top:12px">{letter.footer}</p>
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${await page}`;
}
