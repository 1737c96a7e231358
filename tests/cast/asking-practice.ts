import { type RequestInput, requestInput } from '#features/requests/input.ts';
import { readInput } from '#platform/form.ts';

export const ASKER = 'rota@riverside.example.nhs.uk';

/** What Riverside Surgery asks for: two Tuesday mornings at £300 a session. */
export function asked(change: Readonly<Record<string, unknown>> = {}): RequestInput {
  return readInput(requestInput, {
    organisationName: 'Riverside Surgery',
    organisationKind: 'gp_practice',
    organisationAddress: '2 River Lane\nLeeds',
    organisationPostcode: 'LS2 7UE',
    contactName: 'Maggie Hill',
    contactEmail: ASKER,
    workType: 'surgery',
    rateKind: 'session',
    rate: '300',
    dayDate: ['2026-12-01', '2026-12-08', ''],
    dayStart: ['08:30', '08:30', ''],
    dayEnd: ['13:00', '13:00', ''],
    ...change,
  });
}
