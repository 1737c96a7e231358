/** The four nations, each with its own pension scheme rules and bank holidays. */
export const NATIONS = [
  { code: 'england', label: 'England' },
  { code: 'wales', label: 'Wales' },
  { code: 'scotland', label: 'Scotland' },
  { code: 'northern_ireland', label: 'Northern Ireland' },
] as const;

export type Nation = (typeof NATIONS)[number]['code'];

export const NATION_CODES = ['england', 'wales', 'scotland', 'northern_ireland'] as const;

/** True for the code of a nation. */
export function isNation(code: string): code is Nation {
  return NATIONS.some(nation => nation.code === code);
}

/** `Northern Ireland` */
export function nationLabel(code: Nation): string {
  return NATIONS.find(nation => nation.code === code)?.label ?? code;
}
