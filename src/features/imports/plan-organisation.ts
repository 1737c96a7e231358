import { KIND_LABELS, ORGANISATION_KINDS, organisationInput } from '#features/organisations/index.ts';
import { NATIONS } from '#rules/nation.ts';
import { type Cells, nameKey } from './cells.ts';
import { type PlanContext, type Planned, wrong } from './planned.ts';

/** A line of the address book. Known by its name or ODS code it is left as it is. */
export function planOrganisation(cells: Cells, { known }: PlanContext): Planned {
  const name = cells('name');
  if (name === '') return wrong('The name is missing.');
  const read = organisationInput.safeParse({
    name,
    kind: kindOf(cells('kind')),
    nation: nationOf(cells('nation')),
    addressLines: cells('address').replaceAll(/\s*[,;]\s*/g, '\n'),
    postcode: cells('postcode'),
    odsCode: cells('odsCode'),
    financeContactName: cells('financeContactName'),
    financeContactEmail: cells('financeContactEmail'),
  });
  if (!read.success) return wrong(read.error.issues[0]?.message ?? 'This line cannot be read.');
  const { odsCode } = read.data;
  const there = known.organisations.get(nameKey(name));
  if (there !== undefined) return { outcome: 'duplicate', reason: `${there} is in your list.` };
  if (odsCode !== null && known.odsCodes.has(odsCode))
    return { outcome: 'duplicate', reason: `An organisation with the ODS code ${odsCode} is in your list.` };
  known.organisations.set(nameKey(name), name);
  if (odsCode !== null) known.odsCodes.add(odsCode);
  return {
    outcome: 'make',
    words: `${name}, ${KIND_LABELS[read.data.kind]}`,
    thing: { kind: 'organisation', input: read.data },
  };
}

function kindOf(text: string): string {
  const key = nameKey(text);
  const named = ORGANISATION_KINDS.find(kind => nameKey(kind) === key || nameKey(KIND_LABELS[kind]) === key);
  if (named) return named;
  if (/pharmac|chemist/i.test(text)) return 'pharmacy';
  if (/dent/i.test(text)) return 'dental_practice';
  if (/hospital|trust/i.test(text)) return 'hospital_trust';
  if (/agency/i.test(text)) return 'agency';
  return /surgery|practice|gp/i.test(text) ? 'gp_practice' : 'other';
}

/** England where nothing, or only the United Kingdom, is told: it can be changed with the organisation. */
function nationOf(text: string): string {
  const key = nameKey(text);
  return NATIONS.find(({ code, label }) => nameKey(code) === key || nameKey(label) === key)?.code ?? 'england';
}
