/** Who sends an invoice, as far as the law asks for it to be printed. */
export interface SellerParticulars {
  readonly tradingAs: 'sole_trader' | 'limited_company';
  readonly personName: string;
  readonly addressLines: readonly string[];
  readonly companyName: string | null;
  readonly companyNumber: string | null;
  readonly registeredOffice: string | null;
  readonly registeredIn: string | null;
}

export interface BuyerParticulars {
  readonly name: string;
  readonly addressLines: readonly string[];
}

export interface MissingParticular {
  readonly code: string;
  /** Says what is missing, and why it has to be there. */
  readonly message: string;
  /** Where it is entered. */
  readonly where: 'personal' | 'billing' | 'organisation';
}

/**
 * What still has to be entered before an invoice may be issued. For everybody: names and addresses of both sides
 * (https://gov.uk/invoicing-and-taking-payment-from-customers/invoices-what-they-must-include); for a company also its registered
 * name, number, office and part of the United Kingdom (Companies (Trading Disclosures) Regulations, same page and
 * https://tools.credicorp.co.uk/templates/uk-invoice-template/). Read 2026-11-23.
 */
export function missingParticulars(seller: SellerParticulars, buyer: BuyerParticulars): MissingParticular[] {
  const isCompany = seller.tradingAs === 'limited_company';
  const wanted: [boolean, MissingParticular][] = [
    [
      seller.personName.trim() !== '' || isCompany,
      { code: 'seller_name', message: 'Your name must be on the invoice.', where: 'personal' },
    ],
    [
      seller.addressLines.length > 0 || (isCompany && seller.registeredOffice !== null),
      { code: 'seller_address', message: 'Your address must be on the invoice.', where: 'personal' },
    ],
    [
      buyer.name.trim() !== '',
      { code: 'buyer_name', message: 'The organisation’s name must be on the invoice.', where: 'organisation' },
    ],
    [
      buyer.addressLines.length > 0,
      { code: 'buyer_address', message: 'The organisation’s address must be on the invoice.', where: 'organisation' },
    ],
    [
      !isCompany || seller.companyName !== null,
      { code: 'company_name', message: 'A company’s invoice carries its registered name.', where: 'billing' },
    ],
    [
      !isCompany || seller.companyNumber !== null,
      { code: 'company_number', message: 'A company’s invoice carries its registered number.', where: 'billing' },
    ],
    [
      !isCompany || seller.registeredOffice !== null,
      { code: 'registered_office', message: 'A company’s invoice carries its registered office.', where: 'billing' },
    ],
    [
      !isCompany || seller.registeredIn !== null,
      {
        code: 'registered_in',
        message: 'A company’s invoice says in which part of the United Kingdom it is registered.',
        where: 'billing',
      },
    ],
  ];
  return wanted.filter(([there]) => !there).map(([, missing]) => missing);
}
