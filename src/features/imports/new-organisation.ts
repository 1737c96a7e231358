import { organisationInput } from '#features/organisations/index.ts';

/** An organisation of which only the name is known; or why it cannot be one. */
export function newOrganisation(name: string) {
  const read = organisationInput.safeParse({ name, kind: 'other', nation: 'england' });
  return read.success
    ? { ok: true as const, input: read.data }
    : { ok: false as const, reason: read.error.issues[0]?.message ?? 'This organisation cannot be read.' };
}
