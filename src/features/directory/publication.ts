import type { RateKind } from '#rules/booking-fee.ts';
import type { Id } from '#rules/ids.ts';
import type { Pence } from '#rules/money.ts';

/** What a locum may show beside name and profession, each chosen on its own. The exact postcode and the address are not among them. */
export const SHOWN_FIELDS = [
  'headline',
  'biography',
  'specialties',
  'skills',
  'clinical_systems',
  'registration',
  'email',
  'phone',
  'photo',
  'place',
  'travel',
  'availability',
] as const;
export type ShownField = (typeof SHOWN_FIELDS)[number];

export const FIELD_LABELS: Readonly<Record<ShownField, string>> = {
  headline: 'Headline',
  biography: 'About me',
  specialties: 'Specialties',
  skills: 'Skills',
  clinical_systems: 'Clinical systems',
  registration: 'Registration number',
  email: 'Email address',
  phone: 'Telephone',
  photo: 'Photo',
  place: 'Town, and distance in the directory',
  travel: 'How far I travel',
  availability: 'Free and busy days',
};

export const VISIBILITIES = ['published', 'unlisted', 'private'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** How a locum stands before strangers. */
export interface Publication {
  readonly slug: string | null;
  readonly visibility: Visibility;
  readonly shown: readonly ShownField[];
  readonly headline: string | null;
  readonly travelMiles: number;
  readonly photoFileId: Id<'file'> | null;
  readonly instant: InstantTerms | undefined;
}

/** On which terms a booking may be made without asking. */
export interface InstantTerms {
  readonly rateKind: RateKind;
  readonly ratePence: Pence;
  readonly noticeHours: number;
}

/** The page as strangers see it: everything here was chosen. */
export interface Listing {
  readonly accountId: Id<'account'>;
  readonly slug: string;
  readonly visibility: 'published' | 'unlisted';
  readonly name: string;
  readonly profession: string;
  readonly headline: string | null;
  readonly biography: string | null;
  readonly specialties: readonly string[];
  readonly skills: readonly string[];
  readonly clinicalSystems: readonly string[];
  readonly registration: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly hasPhoto: boolean;
  readonly travelMiles: number | null;
  readonly place: string | null;
  readonly showsAvailability: boolean;
}

/** A slug made of a name: `dr-amara-okafor`. */
export function slugOf(name: string): string {
  const bare = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return bare.length >= 3 ? bare : `locum-${bare || 'page'}`;
}
