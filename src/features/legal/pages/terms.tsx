import type { Site } from '#platform/context.ts';
import { Operator, Part } from './words.tsx';

/** The terms on which this installation may be used. */
export function Terms({ site }: { site: Site }) {
  return (
    <>
      <Part id="parties" title="1. Between whom">
        <p>Between you and whoever runs this installation:</p>
        <Operator site={site} />
      </Part>
      <Part id="use" title="2. What you may do">
        <p>
          Use it for your own work as a healthcare professional, if you are 18 or over. You answer for what you enter
          and send, and for keeping your password and links to yourself. Do not enter data of patients: nothing here
          asks for it.
        </p>
      </Part>
      <Part id="figures" title="3. What figures are worth">
        <p>
          Pension, tax and interest are computed from published rules, each with its source and the day it was read.
          They are information and no advice. What you submit to a scheme or to HMRC is yours to check.
        </p>
      </Part>
      <Part id="papers" title="4. What you send is yours">
        <p>
          Invoices, forms and messages go out in your name. What was issued cannot be altered, only corrected by a
          further paper.
        </p>
      </Part>
      <Part id="end" title="5. Ending">
        <p>
          You can close your account at any time. The operator can end it on 30 days’ notice, or at once where it is
          used to harm others. Either way you can take your records with you first.
        </p>
      </Part>
      <Part id="liability" title="6. Liability">
        <p>
          The program is free software under the AGPL, given without warranty. Nothing here limits liability that the
          law of the United Kingdom does not allow to be limited.
        </p>
      </Part>
    </>
  );
}
