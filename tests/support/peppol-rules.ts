import { InvoiceService } from '@e-invoice-eu/core';
import { create } from 'xmlbuilder2';

/**
 * What is wrong with an e-invoice, by the id of the broken rule; an empty list where nothing is. Two judges (decision 037): the package
 * `@e-invoice-eu/core`, which knows the syntax of Peppol BIS Billing 3.0 (elements, cardinalities, code lists, and the order in which
 * it writes the same document itself), and the rules of sums and parties below, restated from the published ones.
 */
export async function peppolFaults(xml: string): Promise<string[]> {
  const document = read(xml);
  return [...(await syntaxFaults(xml, document)), ...RULES.filter(([, holds]) => !holds(document)).map(([id]) => id)];
}

interface Node {
  readonly name: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

type Rule = readonly [id: string, holds: (root: Node) => boolean];

/**
 * https://docs.peppol.eu/poacc/billing/3.0/2024-Q2/rules/ubl-peppol/ and …/ubl-tc434/ (read 2026-11-25), in our own words: those that a
 * document of this product could break. Amounts are compared in pence.
 */
const RULES: readonly Rule[] = [
  ['PEPPOL-EN16931-R001', root => /^urn:fdc:peppol\.eu:2017:poacc:billing:\d\d:1\.0$/.test(at(root, 'cbc:ProfileID'))],
  ['PEPPOL-EN16931-R002', root => all(root, 'cbc:Note').length <= 1],
  ['PEPPOL-EN16931-R003', root => has(root, 'cbc:BuyerReference') || has(root, 'cac:OrderReference/cbc:ID')],
  [
    'PEPPOL-EN16931-R004',
    root =>
      at(root, 'cbc:CustomizationID') === 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  ],
  ['PEPPOL-EN16931-R008', root => everyNode(root).every(node => node.text !== '' || node.children.length > 0)],
  ['PEPPOL-EN16931-R010', root => has(root, 'cac:AccountingCustomerParty/cac:Party/cbc:EndpointID')],
  ['PEPPOL-EN16931-R020', root => has(root, 'cac:AccountingSupplierParty/cac:Party/cbc:EndpointID')],
  // the list of Peppol has no email addresses, though EN 16931's has
  [
    'PEPPOL-EN16931-CL008',
    root => deep(root, 'cbc:EndpointID').every(it => /^\d{4}$/.test(it.attributes.schemeID ?? '')),
  ],
  [
    'PEPPOL-COMMON-R040',
    root => deep(root, 'cbc:EndpointID').every(it => it.attributes.schemeID !== '0088' || isGln(it.text)),
  ],
  ['PEPPOL-EN16931-R051', root => everyNode(root).every(it => (it.attributes.currencyID ?? 'GBP') === 'GBP')],
  ['PEPPOL-EN16931-R053', root => all(root, 'cac:TaxTotal').length === 1],
  [
    'PEPPOL-EN16931-R120',
    root =>
      lines(root).every(
        line => amount(line, 'cbc:LineExtensionAmount') === quantity(line) * amount(line, 'cac:Price/cbc:PriceAmount'),
      ),
  ],
  ['BR-16', root => lines(root).length > 0],
  ['BR-27', root => lines(root).every(line => amount(line, 'cac:Price/cbc:PriceAmount') >= 0)],
  [
    'BR-50',
    root =>
      all(root, 'cac:PaymentMeans').every(
        it => at(it, 'cbc:PaymentMeansCode') !== '30' || has(it, 'cac:PayeeFinancialAccount/cbc:ID'),
      ),
  ],
  ['BR-CO-09', root => deep(root, 'cac:PartyTaxScheme').every(it => /^GB\d{9}$/.test(at(it, 'cbc:CompanyID')))],
  [
    'BR-CO-10',
    root =>
      total(root, 'cbc:LineExtensionAmount') === sum(lines(root).map(it => amount(it, 'cbc:LineExtensionAmount'))),
  ],
  ['BR-CO-13', root => total(root, 'cbc:TaxExclusiveAmount') === total(root, 'cbc:LineExtensionAmount')],
  [
    'BR-CO-14',
    root => amount(root, 'cac:TaxTotal/cbc:TaxAmount') === sum(subtotals(root).map(it => amount(it, 'cbc:TaxAmount'))),
  ],
  [
    'BR-CO-15',
    root =>
      total(root, 'cbc:TaxInclusiveAmount') ===
      total(root, 'cbc:TaxExclusiveAmount') + amount(root, 'cac:TaxTotal/cbc:TaxAmount'),
  ],
  [
    'BR-CO-16',
    root =>
      total(root, 'cbc:PayableAmount') === total(root, 'cbc:TaxInclusiveAmount') - total(root, 'cbc:PrepaidAmount'),
  ],
  [
    'BR-CO-25',
    root => total(root, 'cbc:PayableAmount') <= 0 || has(root, 'cbc:DueDate') || has(root, 'cac:PaymentTerms/cbc:Note'),
  ],
  [
    'BR-CO-26',
    root =>
      ['cac:PartyIdentification/cbc:ID', 'cac:PartyLegalEntity/cbc:CompanyID', 'cac:PartyTaxScheme/cbc:CompanyID'].some(
        path => has(root, `cac:AccountingSupplierParty/cac:Party/${path}`),
      ),
  ],
  ['BR-DEC-23', root => everyNode(root).every(it => !it.attributes.currencyID || /^-?\d+\.\d{2}$/.test(it.text))],
  ['BR-55', root => all(root, 'cac:BillingReference').every(it => has(it, 'cac:InvoiceDocumentReference/cbc:ID'))],
  ...category('E', [
    ['02', root => isRegistered(root)],
    ['05', root => lineCategories(root).every(it => at(it, 'cbc:Percent') === '0')],
    ['10', root => subtotals(root).every(it => has(it, 'cac:TaxCategory/cbc:TaxExemptionReason'))],
  ]),
  ...category('O', [
    ['02', root => !isRegistered(root)],
    ['05', root => lineCategories(root).every(it => !has(it, 'cbc:Percent'))],
    ['10', root => subtotals(root).every(it => has(it, 'cac:TaxCategory/cbc:TaxExemptionReason'))],
    ['11', root => subtotals(root).length === 1],
  ]),
];

/** The rules of one VAT category, those that each category has among them. */
function category(code: 'E' | 'O', own: readonly Rule[]): Rule[] {
  const common: readonly Rule[] = [
    ['01', root => subtotals(root).filter(it => at(it, 'cac:TaxCategory/cbc:ID') === code).length === 1],
    [
      '08',
      root =>
        sum(subtotals(root).map(it => amount(it, 'cbc:TaxableAmount'))) ===
        sum(lines(root).map(it => amount(it, 'cbc:LineExtensionAmount'))),
    ],
    ['09', root => subtotals(root).every(it => amount(it, 'cbc:TaxAmount') === 0)],
  ];
  return [...common, ...own].map(([id, holds]) => [
    `BR-${code}-${id}`,
    root => !lineCategories(root).some(it => at(it, 'cbc:ID') === code) || holds(root),
  ]);
}

async function syntaxFaults(xml: string, document: Node): Promise<string[]> {
  const internal = { 'ubl:Invoice': internalOf(asInvoice(document)) };
  try {
    const theirs = await new InvoiceService(SILENT).generate(internal as never, {
      format: 'UBL',
      lang: 'en',
      noWarnings: true,
    });
    const same = JSON.stringify(read(String(theirs))) === JSON.stringify(document);
    return same ? [] : [`order or content: ${firstDifference(String(theirs), xml)}`];
  } catch (fault) {
    const errors = (fault as { errors?: { instancePath: string; message?: string }[] }).errors;
    if (!errors) throw fault;
    return errors.map(error => `syntax: ${error.instancePath} ${error.message ?? ''}`);
  }
}

const SILENT = { log: () => {}, warn: () => {}, error: () => {} };

/** The package writes credit notes as invoices with another code. */
function asInvoice(node: Node): Node {
  const name = node.name
    .replace(/CreditNote(?=Line|TypeCode|$)/, 'Invoice')
    .replace('CreditedQuantity', 'InvoicedQuantity');
  return { ...node, name, children: node.children.map(asInvoice) };
}

const LISTS = new Set([
  'cbc:Note of Invoice',
  'cac:BillingReference',
  'cac:PaymentMeans',
  'cac:TaxTotal',
  'cac:TaxSubtotal',
  'cac:InvoiceLine',
  'cac:PartyIdentification',
  'cac:PartyTaxScheme',
]);

function internalOf(node: Node): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const child of node.children) {
    const value = child.children.length > 0 ? internalOf(child) : child.text;
    const isList = LISTS.has(child.name) || LISTS.has(`${child.name} of ${node.name}`);
    if (isList) out[child.name] = [...((out[child.name] as unknown[] | undefined) ?? []), value];
    else out[child.name] = value;
    for (const [key, text] of Object.entries(child.attributes)) out[`${child.name}@${key}`] = text;
  }
  return out;
}

function read(xml: string): Node {
  return nodeOf(create(xml).root().node as unknown as DomElement);
}

interface DomElement {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<DomElement>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
}

function nodeOf(element: DomElement): Node {
  const children = [...element.childNodes].filter(it => it.nodeType === 1).map(nodeOf);
  return {
    name: element.nodeName,
    text: children.length > 0 ? '' : (element.textContent ?? ''),
    attributes: Object.fromEntries(
      [...element.attributes].filter(it => !it.name.startsWith('xmlns')).map(it => [it.name, it.value]),
    ),
    children,
  };
}

function firstDifference(a: string, b: string): string {
  const [left, right] = [everyNode(read(a)), everyNode(read(b))];
  const where = left.findIndex((it, n) => JSON.stringify(it) !== JSON.stringify(right[n]) && it.children.length === 0);
  return `${left[where]?.name} ${left[where]?.text} against ${right[where]?.name} ${right[where]?.text}`;
}

function all(node: Node, path: string): readonly Node[] {
  return path
    .split('/')
    .reduce<readonly Node[]>(
      (nodes, name) => nodes.flatMap(it => it.children.filter(child => child.name === name)),
      [node],
    );
}

const at = (node: Node, path: string) => all(node, path)[0]?.text ?? '';
const has = (node: Node, path: string) => at(node, path) !== '';
const everyNode = (node: Node): Node[] => [node, ...node.children.flatMap(everyNode)];
const deep = (node: Node, name: string) => everyNode(node).filter(it => it.name === name);
const amount = (node: Node, path: string) => Math.round(Number(at(node, path) || '0') * 100);
const total = (root: Node, name: string) => amount(root, `cac:LegalMonetaryTotal/${name}`);
const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);
const lines = (root: Node) => [...all(root, 'cac:InvoiceLine'), ...all(root, 'cac:CreditNoteLine')];
const quantity = (line: Node) => Number(at(line, 'cbc:InvoicedQuantity') || at(line, 'cbc:CreditedQuantity'));
const subtotals = (root: Node) => all(root, 'cac:TaxTotal/cac:TaxSubtotal');
const lineCategories = (root: Node) => lines(root).flatMap(it => all(it, 'cac:Item/cac:ClassifiedTaxCategory'));
const isRegistered = (root: Node) =>
  has(root, 'cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID');

function isGln(text: string): boolean {
  const digits = [...text].map(Number);
  return digits.length === 13 && sum(digits.map((digit, n) => digit * (n % 2 === 0 ? 1 : 3))) % 10 === 0;
}
