import type { InvoiceSeller } from './invoice-content.ts';

/** The name an invoice is headed with: the business name where there is one. */
export function displayName(seller: InvoiceSeller): string {
  return seller.kind === 'limited_company' ? seller.companyName : (seller.businessName ?? seller.name);
}

/**
 * Who asks for the money, line by line. A sole trader under a business name also shows the own name and an address for
 * documents (https://gov.uk/invoicing-and-taking-payment-from-customers/invoices-what-they-must-include); a company its
 * registered name, number, office and part of the UK (secondary source:
 * https://tools.credicorp.co.uk/templates/uk-invoice-template/). Both read 2026-11-23.
 */
export function sellerLines(seller: InvoiceSeller): readonly string[] {
  const contact = [seller.email, seller.phone].filter(part => part !== undefined).join(' · ');
  const numbers = [seller.registration, seller.vatNumber && `VAT ${seller.vatNumber}`].filter(Boolean).join(' · ');
  return [...owner(seller), seller.addressLines.join(', '), contact, numbers, ...registered(seller)].filter(
    line => line !== '',
  );
}

function owner(seller: InvoiceSeller): string[] {
  return seller.kind === 'sole_trader' && seller.businessName
    ? [`${seller.name}, trading as ${seller.businessName}`]
    : [];
}

function registered(seller: InvoiceSeller): string[] {
  if (seller.kind !== 'limited_company') return [];
  return [
    `Registered in ${seller.registeredIn}, company number ${seller.companyNumber}`,
    `Registered office: ${seller.registeredOffice}`,
  ];
}
