/** The face of organisations: the private address book. */

export { type OrganisationInput, organisationInput } from './input.ts';
export { addOrganisation, changeOrganisation } from './keep-organisation.ts';
export { KIND_LABELS, ORGANISATION_KINDS, type Organisation, type OrganisationKind } from './organisation.ts';
export { listOrganisations, readOrganisation } from './store.ts';
