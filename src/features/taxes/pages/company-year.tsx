import { Caution } from '#platform/ui/notice.tsx';

/** Beneath a company's books: what is deliberately not reckoned. */
export function CompanyNote() {
  return (
    <Caution>
      Your profile says that you trade as a limited company. The company’s income and expenses stand above; its
      corporation tax, and your own tax on salary and dividends, are for its accountant and are not guessed here. A
      limited company cannot pension its work on NHS Forms A and B.
    </Caution>
  );
}
