/** The face of organisations: the private address book. */

export { organisationInput } from './input.ts';
export { addOrganisation, addOrganisationIn } from './keep-organisation.ts';
export { KIND_LABELS, ORGANISATION_KINDS, type Organisation, type OrganisationKind } from './organisation.ts';
export { listOrganisations, readOrganisation } from './store.ts';
