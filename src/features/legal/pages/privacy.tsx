import type { Site } from '#platform/context.ts';
import { Table } from '#platform/ui/table.tsx';
import { RETENTION } from '#rules/retention.ts';
import { Operator, Part, Points } from './words.tsx';

/** The privacy policy of this installation: what the program does, and who runs it. */
export function PrivacyPolicy({ site }: { site: Site }) {
  return (
    <>
      <Part id="who" title="1. Who we are">
        <p>Whoever runs this installation of Sessional decides what happens to the data in it, and answers for it:</p>
        <Operator site={site} />
        <p>Sessional is workflow software for locum healthcare professionals in the United Kingdom.</p>
      </Part>
      <Part id="what" title="2. What we keep">
        <Points
          of={[
            'Account: title and name, email address, profession, that you declared to be 18 or over, and your password as a one-way hash that nobody can read back.',
            'Profile: address and postcode, phone, registration number, specialties, skills, biography, photo, National Insurance and pension numbers, date of birth. Only what you fill in.',
            'Billing: bank details, tax reference and company details, as you fill them in.',
            'Work: organisations and your contacts there, availability, bookings, booking requests, schedules, messages, invoices, payments, expenses, mileage, tax and pension records, documents and receipts.',
            'Mails that we sent for you: to whom, when, their words and whether they arrived.',
            'Security: sessions with your browser and system in words, a log of what was done in your account, API keys as hashes.',
          ]}
        />
        <p>
          Bank details, tax reference, registration, National Insurance and pension numbers and date of birth are
          encrypted in the database, and every stored file is encrypted where it is kept.
        </p>
      </Part>
      <Part id="why" title="3. Why, and on what basis">
        <Points
          of={[
            'To provide what you use: bookings, invoices, pension forms, expenses, documents, your public page, the API, and the mails that go with them. Basis: our contract with you.',
            'To keep accounts safe and to find abuse: sessions, the log of actions, counting tries. Basis: our legitimate interest in security. You can object.',
          ]}
        />
        <p>We show no advertising, sell nothing, train nothing with your data, and measure nobody.</p>
      </Part>
      <Part id="shared" title="4. Who else sees it">
        <p>
          The organisations you work for see what you send them. Your public page shows what you chose. Beside them only
          the{' '}
          <a class="link" href="/sub-processors">
            sub-processors
          </a>{' '}
          that this installation is set up to use.
        </p>
      </Part>
      <Part id="where" title="5. Where it is kept">
        <p>
          Where the operator’s server and database stand; ask at the address above. The page of sub-processors says
          where each of them works, as far as the program can know it.
        </p>
      </Part>
      <Part id="retention" title="6. How long we keep your data">
        <Table
          caption="How long we keep your data"
          rows={RETENTION}
          columns={[
            { heading: 'What', lead: true, cell: row => row.what },
            { heading: 'Kept until', cell: row => row.until },
            { heading: 'Why', cell: row => row.why },
          ]}
        />
        <p>The program carries this out by itself each night.</p>
      </Part>
      <Part id="rights" title="7. Your rights">
        <Points
          of={[
            <>
              Access and copies: everything you entered can be read in the app and through the API, and{' '}
              <a class="link" href="/account/export">
                taken with you as one file
              </a>
              , which another installation of this software can read.
            </>,
            'Correction: change it yourself wherever it is shown. What was issued stands, and is corrected by a further paper.',
            <>
              Erasure:{' '}
              <a class="link" href="/account/leave">
                close your account
              </a>
              . After thirty days everything goes but the log of actions.
            </>,
            'Objection, and anything else: write to the address above. You get an answer within 30 days.',
          ]}
        />
        <p>
          If the answer does not satisfy you, you can complain to the{' '}
          <a class="link" href="https://ico.org.uk/make-a-complaint/">
            Information Commissioner’s Office
          </a>
          .
        </p>
      </Part>
      <Part id="security" title="8. How it is kept safe">
        <Points
          of={[
            'Passwords are hashed with argon2id, each with its own salt.',
            'Sensitive fields and all files are encrypted with keys that are not in the database.',
            'In production every connection is HTTPS, and browsers are told to insist on it.',
            'The database itself refuses one account’s rows to another.',
            'Files have no public address: each is given out only to its owner, or by a link that the owner made and can end.',
            'Pages are protected against script injection and against requests from other sites; tries are counted and slowed.',
            'We never see card numbers: there is nothing to pay for in this program.',
          ]}
        />
      </Part>
      <Part id="visits" title="9. Cookies and visits">
        <p>
          Only strictly necessary{' '}
          <a class="link" href="/cookies">
            cookies
          </a>
          . Visits to pages are not recorded. Addresses of callers are kept nowhere; to count tries, and to show you who
          opened your links, a keyed hash is.
        </p>
      </Part>
      <Part id="age" title="10. Age">
        <p>Accounts are for people of 18 or over. You declare that when you sign up.</p>
      </Part>
      <Part id="assistants" title="11. Artificial intelligence">
        <p>None is used, and no data is given to any.</p>
      </Part>
      <Part id="changes" title="12. Changes">
        <p>
          Changes that matter are shown on Today to everybody with an account until they have read them. Earlier
          versions are in the history of the program, which is open.
        </p>
      </Part>
    </>
  );
}
