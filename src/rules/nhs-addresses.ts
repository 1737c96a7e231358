/**
 * Mail domains that only bodies of the health service can have. `nhs.net` is the NHS's own mail service for England and Scotland,
 * `nhs.uk` is registered to NHS bodies only and holds `wales.nhs.uk`, `nhs.scot` and `hscni.net` are those of NHS Scotland and of Health
 * and Social Care in Northern Ireland. General knowledge, no single published list: a domain missing here is marked "not verified" and
 * decided by the locum, never refused.
 */
export const HEALTH_SERVICE_DOMAINS = ['nhs.net', 'nhs.uk', 'nhs.scot', 'hscni.net'] as const;

/** Whether an address belongs to the health service: one of the domains or below it, compared letter by letter. */
export function isHealthServiceAddress(email: string): boolean {
  const domain = email.toLowerCase().split('@').at(-1) ?? '';
  return HEALTH_SERVICE_DOMAINS.some(known => domain === known || domain.endsWith(`.${known}`));
}
