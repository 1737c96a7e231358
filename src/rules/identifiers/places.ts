import { accept, bare, type Checked, refuse } from './answer.ts';

/** BS 7666 (archived Cabinet Office schema, http://webarchive.nationalarchives.gov.uk/+/http://www.cabinetoffice.gov.uk/media/291370/bs7666-v2-0-xsd-PostCodeType.htm, read 2026-11-23). */
const POSTCODE =
  /^(GIR 0AA|(?:[A-PR-UWYZ][0-9][0-9]?|[A-PR-UWYZ][A-HK-Y][0-9][0-9]?|[A-PR-UWYZ][0-9][A-HJKSTUW]|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]) [0-9][ABD-HJLNP-UW-Z]{2})$/;

/** A postcode, kept in capitals with its space: `SW1A 1AA`. */
export function checkPostcode(text: string): Checked {
  const letters = bare(text);
  const value = `${letters.slice(0, -3)} ${letters.slice(-3)}`;
  return POSTCODE.test(value)
    ? accept(value)
    : refuse('That is not a postcode as the Post Office writes them, such as SW1A 1AA.');
}

/** A code of the Organisation Data Service: one to nine letters and digits; a GP practice is a letter and five digits (https://digital.nhs.uk/developer/guides-and-documentation/building-healthcare-software/organisations-and-services, read 2026-11-23). */
export function checkOdsCode(text: string, isPractice: boolean): Checked {
  const value = bare(text);
  if (!/^[A-Z0-9]{1,9}$/.test(value)) return refuse('An ODS code has one to nine letters and digits.');
  // the practice's shape is inferred from branch codes: a warning, not a refusal
  return isPractice && !/^[A-Z]\d{5}$/.test(value)
    ? accept(value, 'A GP practice usually has a letter and five digits.')
    : accept(value);
}

/** A company's registered number, eight characters (https://docs.companiesintheuk.co.uk/concepts/company-identifiers, read 2026-11-23). Short ones are filled up with noughts. */
export function checkCompanyNumber(text: string): Checked {
  const letters = bare(text);
  const value = /^\d{1,8}$/.test(letters) ? letters.padStart(8, '0') : letters;
  return /^(?:\d{8}|[A-Z]{2}\d{6}|R\d{7})$/.test(value)
    ? accept(value)
    : refuse('A company number has eight characters, such as 00445790 or SC123456.');
}
