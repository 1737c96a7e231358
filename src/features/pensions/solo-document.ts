import { amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { table } from '#platform/document/table.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence } from '#rules/money.ts';
import type { MemberField } from '#rules/pension/form-fields.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { formHead, layoutOf, type RowField, rowFields } from './form-head.ts';
import type { Member, SoloAnnual, SoloProviderYear, SoloRecord } from './solo-content.ts';

/** One provider's SOLO work of one month as a tagged A4 PDF. The same content always gives the same bytes. */
export async function renderSoloRecord(record: SoloRecord, faces?: Faces): Promise<Uint8Array> {
  const { member, schemeYear, provider } = record;
  const month = formatPensionMonth(record.month);
  const layout = layoutOf('solo_record', record.scheme, schemeYear);
  const facts = {
    title: `SOLO work of ${month} at ${provider.name}, ${member.name}`,
    author: member.name,
    madeAt: record.madeAt,
    footer: `SOLO work · ${month} · ${provider.name} · ${member.name}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    const purpose = `Work for ${provider.name} in ${month}, ${SCHEMES[record.scheme].name}`;
    formHead(paper, { title: 'SOLO work', purpose, schemeYear, layout });
    paragraph(paper, PROVIDER_PAYS);
    space(paper, 10);
    for (const section of layout.sections) {
      heading(paper, section.title);
      for (const row of section.rows) {
        if (row.includes('works')) works(paper, record);
        else if (row.includes('total')) total(paper, record.pensionablePence);
        else fields(paper, rowFields(row, { ...memberFields(member), ...providerFields(record, month) }));
      }
      space(paper, 8);
    }
  });
}

/** The SOLO work of a scheme year by provider and month as a tagged A4 PDF. The same content always gives the same bytes. */
export async function renderSoloAnnual(annual: SoloAnnual, faces?: Faces): Promise<Uint8Array> {
  const { member, schemeYear } = annual;
  const layout = layoutOf('solo_annual', annual.scheme, schemeYear);
  const facts = {
    title: `SOLO work of ${schemeYear}, ${member.name}`,
    author: member.name,
    madeAt: annual.madeAt,
    footer: `SOLO work · ${schemeYear} · ${member.name}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    const purpose = `Annual figures of all providers, ${SCHEMES[annual.scheme].name}`;
    formHead(paper, { title: 'SOLO year', purpose, schemeYear, layout });
    paragraph(paper, PROVIDER_PAYS);
    space(paper, 10);
    for (const section of layout.sections) {
      heading(paper, section.title);
      for (const row of section.rows) {
        if (row.includes('providers')) for (const provider of annual.providers) providerYear(paper, provider);
        else if (row.includes('total')) total(paper, annual.pensionablePence, { taken: annual.contributedPence });
        else fields(paper, rowFields(row, memberFields(member)));
      }
      space(paper, 8);
    }
  });
}

/** https://pcse.england.nhs.uk/out-hours-and-extended-access-providers and …/gp-solo-work/, read 2026-11-23. */
const PROVIDER_PAYS =
  'The provider takes the contributions from this pay and pays them over with its own, not the GP: money for SOLO work that a GP sends is rejected. Mileage and expenses are left out.';

/** The member's fields on SOLO and Type 2 papers. */
export function memberFields(member: Member): Readonly<Record<MemberField, RowField>> {
  return {
    locum_name: { label: 'Name', value: member.name, weight: 0.3, style: STYLES.strong },
    membership_number: { label: 'Membership (SD) number', value: member.membershipNumber, weight: 0.24 },
    ni_number: { label: 'National Insurance number', value: member.nationalInsuranceNumber, weight: 0.26 },
    gmc_number: { label: 'GMC number', value: member.gmcNumber, weight: 0.2 },
  };
}

function providerFields(record: SoloRecord, month: string) {
  const tier = record.tierBasisPoints === undefined ? undefined : formatPercent(record.tierBasisPoints);
  return {
    provider: { label: 'Name', value: record.provider.name, weight: 0.4, style: STYLES.strong },
    provider_code: { label: 'ODS code', value: record.provider.code, weight: 0.17 },
    month: { label: 'Month of work', value: month, weight: 0.22, style: STYLES.strong },
    tier: { label: 'Tier to take contributions at', value: tier, weight: 0.21 },
  };
}

function works(paper: Paper, record: SoloRecord): void {
  table(
    paper,
    [
      { heading: 'Day', share: 0.22 },
      { heading: 'Work', share: 0.3 },
      { heading: 'Fee', share: 0.15, align: 'right' },
      { heading: 'Extra work', share: 0.15, align: 'right' },
      { heading: 'Pensionable (all of it)', share: 0.18, align: 'right' },
    ],
    record.works.map(work => [
      formatDay(work.day),
      work.work,
      formatPounds(work.feePence),
      formatPounds(work.extraWorkPence),
      formatPounds(work.pensionablePence),
    ]),
  );
  space(paper, 10);
}

function providerYear(paper: Paper, provider: SoloProviderYear): void {
  paper.room(90);
  paragraph(paper, [provider.name, provider.code].filter(Boolean).join(', '), STYLES.strong);
  space(paper, 2);
  table(
    paper,
    [
      { heading: 'Month', share: 0.24 },
      { heading: 'Pieces of work', share: 0.14, align: 'right' },
      { heading: 'Figure by', share: 0.22 },
      { heading: 'Pensionable pay', share: 0.2, align: 'right' },
      { heading: 'Contributions taken', share: 0.2, align: 'right' },
    ],
    [
      ...provider.months.map(month => [
        formatPensionMonth(month.month),
        String(month.works),
        month.by === 'provider' ? 'the provider' : 'bookings here',
        formatPounds(month.pensionablePence),
        poundsOr(month.contributedPence),
      ]),
      ['All', '', '', formatPounds(provider.pensionablePence), poundsOr(provider.contributedPence)],
    ],
  );
  space(paper, 12);
}

function total(paper: Paper, pensionablePence: Pence, known?: { readonly taken: Pence | undefined }): void {
  amounts(paper, [
    { label: 'Pensionable pay', figure: formatPounds(pensionablePence), strong: true },
    ...(known ? [{ label: 'Contributions taken', figure: poundsOr(known.taken) }] : []),
  ]);
}

function poundsOr(amount: Pence | undefined): string {
  return amount === undefined ? 'not known' : formatPounds(amount);
}
