export const IMPORT_KINDS = ['organisations', 'sessions', 'invoices'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const KIND_LABELS: Readonly<Record<ImportKind, string>> = {
  organisations: 'Organisations',
  sessions: 'Past sessions',
  invoices: 'Invoices already sent, with their payments',
};

/** What a column can go to. */
export interface Field {
  readonly key: string;
  readonly label: string;
  readonly isRequired?: boolean;
  /** Headings that mean it, the surest first; laid beside headings in lower case without spaces and signs. */
  readonly headings: readonly RegExp[];
}

/**
 * Headings of plain sheets, and of two products: Xero's sales invoices (`ContactName`, `InvoiceNumber`, `InvoiceAmountPaid` …:
 * https://docs.milientsoftware.com/help/moment-by-topic/integrations/file-exports/file-export-accounting-system/xero) and QuickBooks'
 * (`Invoice no.`, `Customer`, `Item amount` …: https://quickbooks.intuit.com/learn-support/en-ca/sales-and-invoicing/do-we-need-to-map-field-everytime-when-import-invoices/01/394876),
 * both read 2026-11-25, both of medium certainty: the first is another program's description of Xero's file, the second a support answer.
 */
export const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  organisations: [
    {
      key: 'name',
      label: 'Name',
      isRequired: true,
      headings: [
        /^(organisation|organization|practice|client|customer|company|site|surgery)(name)?$/,
        /^\*?contactname$/,
        /^name$/,
        /practice|surgery/,
      ],
    },
    { key: 'kind', label: 'Kind (GP practice, pharmacy …)', headings: [/^(kind|type|category)$/] },
    { key: 'nation', label: 'Nation', headings: [/^(nation|country)$/, /^(po|sa)country$/] },
    {
      key: 'address',
      label: 'Address',
      headings: [/^(address|postaladdress|billingaddress)$/, /^poaddressline1$/, /address/],
    },
    {
      key: 'postcode',
      label: 'Postcode',
      headings: [/^(postcode|postalcode|zip)$/, /^popostalcode$/, /post(al)?code/],
    },
    { key: 'odsCode', label: 'ODS code', headings: [/^(ods|odscode|practicecode|nationalcode)$/] },
    {
      key: 'financeContactName',
      label: 'Who pays: name',
      headings: [/^(finance|accounts|practicemanager|manager|contact|contactperson)(contact)?(name)?$/],
    },
    {
      key: 'financeContactEmail',
      label: 'Who pays: email',
      headings: [/^(email|emailaddress|financeemail|accountsemail|invoiceemail)$/, /email/],
    },
  ],
  sessions: [
    {
      key: 'organisation',
      label: 'Organisation',
      isRequired: true,
      headings: [
        /^(organisation|organization|practice|client|customer|site|surgery|where|location|place)(name)?$/,
        /^contactname$/,
        /practice|surgery/,
      ],
    },
    {
      key: 'date',
      label: 'Day',
      isRequired: true,
      headings: [/^(date|day|sessiondate|shiftdate|workdate|dateworked|servicedate)$/, /date/],
    },
    { key: 'start', label: 'Start', headings: [/^(start|starttime|from|timefrom|begin)$/, /start/] },
    { key: 'end', label: 'End', headings: [/^(end|endtime|to|timeto|finish|finishtime)$/, /end|finish/] },
    { key: 'break', label: 'Break in minutes', headings: [/break/] },
    {
      key: 'fee',
      label: 'Fee for the work',
      isRequired: true,
      headings: [/^(fee|amount|total|pay|earned|earnings|value|price|gross|itemamount)$/, /fee|amount|total/],
    },
    { key: 'work', label: 'Type of work', headings: [/^(work|worktype|type|sessiontype|description|shifttype)$/] },
    {
      key: 'invoice',
      label: 'Number of its imported invoice',
      headings: [/^(invoice|invoiceno|invoicenumber|invoiceref)$/],
    },
    { key: 'notes', label: 'Notes', headings: [/^(notes?|comments?|memo)$/] },
  ],
  invoices: [
    {
      key: 'number',
      label: 'Number',
      isRequired: true,
      headings: [/^(invoice|invoiceno|invoicenumber|number|no|ref|invoiceref)$/, /invoice.*(no|number|ref)/],
    },
    {
      key: 'organisation',
      label: 'Organisation',
      isRequired: true,
      headings: [
        /^(organisation|organization|practice|client|customer|billto|company|to)(name)?$/,
        /^contactname$/,
        /practice|client|customer/,
      ],
    },
    {
      key: 'issuedOn',
      label: 'Invoice date',
      isRequired: true,
      headings: [/^(invoicedate|issued|issuedate|issuedon|date|datesent|dateissued)$/, /invoicedate/],
    },
    { key: 'dueOn', label: 'Due', headings: [/^(due|duedate|dueon|paymentdue)$/, /due(?!.*amount)/] },
    {
      key: 'total',
      label: 'Total',
      isRequired: true,
      headings: [/^(total|invoicetotal|amount|gross|totalamount|value)$/, /^itemamount$/, /total/],
    },
    { key: 'expenses', label: 'Of it mileage and expenses', headings: [/^(expenses|mileage|disbursements|travel)$/] },
    {
      key: 'paid',
      label: 'Paid so far',
      headings: [/^(paid|amountpaid|paidamount|invoiceamountpaid|received|amountreceived)$/],
    },
    {
      key: 'paidOn',
      label: 'Paid on',
      headings: [/^(paidon|datepaid|paymentdate|paiddate|receivedon|datereceived|fullypaidondate)$/],
    },
    { key: 'status', label: 'Status (paid, void …)', headings: [/^(status|state)$/] },
    { key: 'description', label: 'For', headings: [/^(description|for|details|work|item|itemdescription)$/] },
    { key: 'purchaseOrder', label: 'Order number', headings: [/^(po|ponumber|purchaseorder|ordernumber|reference)$/] },
  ],
};

/** For each heading the field it most likely goes to, or "". A field is given once. */
export function guessFields(kind: ImportKind, headings: readonly string[]): string[] {
  const bare = headings.map(heading => heading.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const chosen = headings.map(() => '');
  const most = Math.max(...FIELDS[kind].map(field => field.headings.length));
  // the surest reading of every field first, then the next
  for (let rank = 0; rank < most; rank++) {
    for (const { key, headings: patterns } of FIELDS[kind]) {
      const pattern = patterns[rank];
      if (pattern === undefined || chosen.includes(key)) continue;
      const at = bare.findIndex((heading, i) => chosen[i] === '' && pattern.test(heading));
      if (at >= 0) chosen[at] = key;
    }
  }
  return chosen;
}

/** The kind that most of the headings speak of. */
export function guessKind(headings: readonly string[]): ImportKind {
  const hits = (kind: ImportKind) => {
    const chosen = guessFields(kind, headings);
    const needed = FIELDS[kind].filter(field => field.isRequired);
    const missing = needed.filter(field => !chosen.includes(field.key)).length;
    return chosen.filter(key => key !== '').length + needed.length - 10 * missing;
  };
  return [...IMPORT_KINDS].toSorted((a, b) => hits(b) - hits(a))[0] ?? 'sessions';
}
