/** The face of organisations: the private address book. */

export { type OrganisationInput, organisationInput } from './input.ts';
export { addOrganisation, addOrganisationIn } from './keep-organisation.ts';
export { moneyByOrganisation, type OrganisationMoney } from './money-by-organisation.ts';
export { KIND_LABELS, ORGANISATION_KINDS, type Organisation, type OrganisationKind } from './organisation.ts';
export { removeImportedOrganisationsIn } from './remove-imported.ts';
export { listOrganisations, readOrganisation } from './store.ts';
