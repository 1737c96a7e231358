import type { ElectronicAddress } from '#rules/identifiers/electronic-address.ts';
import type { InvoiceDocument, InvoiceSeller } from './invoice-content.ts';
import { displayName } from './invoice-seller.ts';
import type { Element } from './ubl-xml.ts';

/** What an e-invoice says of its parties and no paper prints. */
export interface UblAddresses {
  readonly seller: ElectronicAddress;
  readonly buyer: ElectronicAddress;
}

export function sellerParty(seller: InvoiceSeller, address: ElectronicAddress): Element {
  const isCompany = seller.kind === 'limited_company';
  return [
    'cac:AccountingSupplierParty',
    [
      [
        'cac:Party',
        [
          endpoint(address),
          identifier(seller, address),
          ['cac:PartyName', [['cbc:Name', displayName(seller)]]],
          postalAddress(seller.addressLines),
          seller.vatNumber
            ? [
                'cac:PartyTaxScheme',
                [
                  ['cbc:CompanyID', `GB${seller.vatNumber.replace(/^GB/, '')}`],
                  ['cac:TaxScheme', [['cbc:ID', 'VAT']]],
                ],
              ]
            : undefined,
          [
            'cac:PartyLegalEntity',
            [
              ['cbc:RegistrationName', isCompany ? seller.companyName : seller.name],
              isCompany ? ['cbc:CompanyID', seller.companyNumber] : undefined,
              isCompany ? ['cbc:CompanyLegalForm', `Limited company, registered in ${seller.registeredIn}`] : undefined,
            ],
          ],
          [
            'cac:Contact',
            [
              ['cbc:Name', isCompany ? seller.companyName : seller.name],
              seller.phone ? ['cbc:Telephone', seller.phone] : undefined,
              ['cbc:ElectronicMail', seller.email],
            ],
          ],
        ],
      ],
    ],
  ];
}

export function buyerParty(buyer: InvoiceDocument['buyer'], address: ElectronicAddress): Element {
  return [
    'cac:AccountingCustomerParty',
    [
      [
        'cac:Party',
        [
          endpoint(address),
          ['cac:PartyName', [['cbc:Name', buyer.name]]],
          postalAddress(buyer.addressLines),
          ['cac:PartyLegalEntity', [['cbc:RegistrationName', buyer.name]]],
          buyer.attention ? ['cac:Contact', [['cbc:Name', buyer.attention]]] : undefined,
        ],
      ],
    ],
  ];
}

function endpoint({ scheme, identifier }: ElectronicAddress): Element {
  return ['cbc:EndpointID', identifier, { schemeID: scheme }];
}

/** A seller needs an identifier, a company number or a VAT number (BR-CO-26): a sole trader's own electronic address is one. */
function identifier(seller: InvoiceSeller, { scheme, identifier }: ElectronicAddress): Element | undefined {
  if (seller.kind === 'limited_company' || seller.vatNumber) return undefined;
  return ['cac:PartyIdentification', [['cbc:ID', identifier, { schemeID: scheme }]]];
}

const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i;

/** Lines as they are printed, put where UBL has them: the postcode behind, the town before it, the street first. All are in the UK. */
function postalAddress(lines: readonly string[]): Element {
  const postcode = lines.at(-1)?.match(POSTCODE) ? lines.at(-1) : undefined;
  const rest = postcode ? lines.slice(0, -1) : lines;
  const city = rest.length > 1 ? rest.at(-1) : undefined;
  const [street = '', second, ...more] = city ? rest.slice(0, -1) : rest;
  return [
    'cac:PostalAddress',
    [
      ['cbc:StreetName', street],
      second ? ['cbc:AdditionalStreetName', second] : undefined,
      city ? ['cbc:CityName', city] : undefined,
      postcode ? ['cbc:PostalZone', postcode] : undefined,
      more.length > 0 ? ['cac:AddressLine', [['cbc:Line', more.join(', ')]]] : undefined,
      ['cac:Country', [['cbc:IdentificationCode', 'GB']]],
    ],
  ];
}
