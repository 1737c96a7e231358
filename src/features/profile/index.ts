/** The face of the profile. */
export { changeBilling, changePension, changePersonal, changeProfessional } from './change-profile.ts';
export { billingInput, pensionInput, personalInput, professionalInput } from './input.ts';
export { tellLocum } from './notify-locum.ts';
export { addressLinesOf, type ContributionTerms, type Profile } from './profile.ts';
export { readContributionTerms, readProfile } from './store.ts';
