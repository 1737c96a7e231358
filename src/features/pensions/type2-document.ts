import { type Amount, amounts } from '#platform/document/amounts.ts';
import { heading, paragraph, space } from '#platform/document/blocks.ts';
import { type Faces, sharedFaces } from '#platform/document/faces.ts';
import { fields } from '#platform/document/fields.ts';
import { STYLES } from '#platform/document/look.ts';
import { type Paper, writePaper } from '#platform/document/paper.ts';
import { table } from '#platform/document/table.ts';
import { formatDay } from '#rules/dates.ts';
import { formatPercent, formatPounds, type Pence, pence } from '#rules/money.ts';
import { SCHEMES } from '#rules/pension/scheme.ts';
import { formHead, layoutOf, rowFields } from './form-head.ts';
import { memberFields } from './solo-document.ts';
import type { Type2Figures, Type2Part } from './type2-content.ts';

/** A scheme year's figures for a Type 2 self-assessment as a tagged A4 PDF. The same content always gives the same bytes. */
export async function renderType2(figures: Type2Figures, faces?: Faces): Promise<Uint8Array> {
  const { member, schemeYear } = figures;
  const layout = layoutOf('type_2', figures.scheme, schemeYear);
  const facts = {
    title: `Type 2 figures of ${schemeYear}, ${member.name}`,
    author: member.name,
    madeAt: figures.madeAt,
    footer: `Type 2 figures · ${schemeYear} · ${member.name}`,
  };
  return writePaper(facts, faces ?? (await sharedFaces()), paper => {
    const purpose = `Year-end figures of all practitioner roles, ${SCHEMES[figures.scheme].name}`;
    formHead(paper, { title: 'Type 2 figures', purpose, schemeYear, layout });
    for (const section of layout.sections) {
      heading(paper, section.title);
      for (const row of section.rows) {
        if (row.includes('roles')) roles(paper, figures);
        else if (row.includes('settlement')) settlement(paper, figures);
        else if (row.includes('needed')) needed(paper, figures);
        else fields(paper, rowFields(row, memberFields(member)));
      }
      space(paper, 8);
    }
  });
}

const KINDS = { salaried: 'Salaried', partner: 'Partner', solo: 'SOLO', locum: 'Locum (Forms A and B)' } as const;

function roles(paper: Paper, { roles: all, pensionablePence, contributedPence }: Type2Figures): void {
  table(
    paper,
    [
      { heading: 'Role', share: 0.21 },
      { heading: 'At', share: 0.31 },
      { heading: 'Days', share: 0.08, align: 'right' },
      { heading: 'Pensionable income', share: 0.2, align: 'right' },
      { heading: 'Contributions taken', share: 0.2, align: 'right' },
    ],
    [
      ...all.map(role => [
        KINDS[role.kind],
        role.name,
        role.days === undefined ? '–' : String(role.days),
        formatPounds(role.pensionablePence),
        role.contributedPence !== undefined && role.isUntold
          ? `${formatPounds(role.contributedPence)} known`
          : poundsOr(role.contributedPence),
      ]),
      ['All', '', '', formatPounds(pensionablePence), formatPounds(contributedPence)],
    ],
  );
  space(paper, 6);
  paragraph(
    paper,
    `Days that several roles share count once below. Officer posts are left out: their own payroll settles them.${all.some(role => role.isUntold) ? ' Contributions that are not known count as not taken: ask for them before you settle.' : ''}`,
    STYLES.small,
  );
}

function settlement(paper: Paper, figures: Type2Figures): void {
  for (const part of figures.parts) {
    if (figures.parts.length > 1)
      paragraph(paper, `${formatDay(part.first)} to ${formatDay(part.last)}`, STYLES.strong);
    amounts(paper, partLines(part, figures), 1);
    space(paper, 8);
  }
  const { duePence, contributedPence, differencePence } = figures;
  amounts(
    paper,
    [
      { label: 'Contributions due at the tier', figure: poundsOr(duePence) },
      { label: 'Contributions taken', figure: formatPounds(contributedPence) },
      {
        label: differencePence !== undefined && differencePence < 0 ? 'To come back' : 'Still to pay',
        figure: differencePence === undefined ? 'not known' : formatPounds(pence(Math.abs(differencePence))),
        strong: true,
      },
    ],
    1,
  );
}

function partLines(part: Type2Part, { scheme }: Type2Figures): Amount[] {
  const annualises = SCHEMES[scheme].annualises !== false;
  return [
    { label: 'Pensionable income, all roles', figure: formatPounds(part.pensionablePence) },
    { label: `Days of service, of ${part.baseDays}`, figure: String(part.days) },
    ...(annualises
      ? [
          {
            label: `Annualised: income over days, times ${part.baseDays}`,
            figure: poundsOr(part.annualisedPence),
          },
        ]
      : []),
    {
      label: 'Tier due',
      figure: part.tierBasisPoints === undefined ? 'not known' : formatPercent(part.tierBasisPoints),
      strong: true,
    },
  ];
}

/** https://pcse.england.nhs.uk/services/gp-pensions/end-year-submissions-type-1-type-2/salaried-and-solo-gps-type-2-self, read 2026-11-23. */
function needed(paper: Paper, { scheme, dueOn }: Type2Figures): void {
  if (scheme !== 'england_and_wales') {
    paragraph(
      paper,
      `How a year is settled in ${SCHEMES[scheme].label} is not known here: ask the office of the scheme.`,
    );
    return;
  }
  paragraph(
    paper,
    'Whoever worked in the year as a salaried GP or by SOLO, beside locum work or without. Who did Form A and B locum work only sends none. Partners have a certificate of their own (Type 1): who was both asks PCSE. A missing year blocks all later years on the record.',
  );
  if (!dueOn) return;
  space(paper, 4);
  paragraph(paper, `It has to be there by ${formatDay(dueOn)}.`, STYLES.strong);
}

function poundsOr(amount: Pence | undefined): string {
  return amount === undefined ? 'not known' : formatPounds(amount);
}
