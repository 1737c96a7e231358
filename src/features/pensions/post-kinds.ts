export const POST_KINDS = ['solo', 'salaried', 'partner', 'officer'] as const;

/** Pensioned work outside Forms A and B; an officer post (hospital, trainee) is no practitioner's. */
export type PostKind = (typeof POST_KINDS)[number];

export const POST_KIND_LABELS: Readonly<Record<PostKind, string>> = {
  solo: 'SOLO provider',
  salaried: 'Salaried GP',
  partner: 'Partner',
  officer: 'Officer (hospital, trainee)',
};
