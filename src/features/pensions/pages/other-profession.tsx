import { workRoute } from '#rules/pension/work-route.ts';
import { type ProfessionCode, professionOf } from '#rules/professions.ts';

/** What others than GPs can pension where, and no empty forms. */
export function OtherProfession({ profession }: { profession: string }) {
  const { code, label } = professionOf(profession);
  return (
    <div class="flex max-w-prose flex-col gap-6">
      <p>
        Forms A and B, the tier and its ledger are for GPs. This is how the work of a {label.toLowerCase()} is
        pensioned:
      </p>
      <dl class="flex flex-col gap-4">
        {WAYS.map(([title, billingMode]) => {
          const { why, source } = routeOf(code, billingMode);
          return (
            <div class="border-t border-base-300 pt-3">
              <dt class="font-medium">{title}</dt>
              <dd class="mt-1">
                {why}{' '}
                <a class="link text-sm" href={source}>
                  {new URL(source).hostname}
                </a>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

const WAYS = [
  ['On a payroll or a staff bank', 'paye'],
  ['Work that you invoice', 'self_invoiced'],
  ['Through an agency', 'agency'],
] as const;

function routeOf(profession: ProfessionCode, billingMode: (typeof WAYS)[number][1]) {
  return workRoute({
    profession,
    billingMode,
    tradingAs: 'sole_trader',
    workType: 'other',
    organisationKind: 'other',
    nation: 'england',
    hasType2Post: false,
  });
}
