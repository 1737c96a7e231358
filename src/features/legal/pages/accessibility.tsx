import type { Site } from '#platform/context.ts';
import { Operator, Part } from './words.tsx';

/** How far everybody can use the program, and whom to tell where they cannot. */
export function AccessibilityStatement({ site }: { site: Site }) {
  return (
    <>
      <Part id="aim" title="What we aim at">
        <p>
          WCAG 2.2, level AA. Every page works with the keyboard alone, without JavaScript, at 390 pixels’ width without
          sideways scrolling, and in light and dark colours.
        </p>
      </Part>
      <Part id="checked" title="How it is checked">
        <p>
          With each change of the program a browser opens its pages and runs the checks of axe-core, in both colours and
          both widths. Such checks find only a part of what can be wrong. No audit by people who rely on assistive
          technology was made yet.
        </p>
      </Part>
      <Part id="known" title="What we know is not right yet">
        <p>
          PDFs are tagged, with titles and a reading order, and were not checked against PDF/UA by a validator. Scanned
          documents that people upload are pictures without text.
        </p>
      </Part>
      <Part id="tell" title="Tell us">
        <p>If something keeps you from using it, write to whoever runs this installation:</p>
        <Operator site={site} />
      </Part>
    </>
  );
}
