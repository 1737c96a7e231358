import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebEnv } from '#platform/web.ts';
import { showContribution } from './contribution.tsx';
import { showLatePayment } from './late-payment.tsx';
import { showTenWeeks } from './ten-weeks.tsx';
import { showTier } from './tier.tsx';

/** Calculators for anybody. An answer is an address that can be kept and sent on; nothing is stored. */
export function toolPages(ctx: Needs<'clock'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/tools', c =>
    showPage(
      c,
      { title: 'Free tools', lead: 'For locums. No account, no cookie, nothing kept.' },
      <ul class="border-t border-base-300">
        {TOOLS.map(tool => (
          <li class="border-b border-base-300">
            <a class="block py-4 hover:bg-base-200" href={tool.href}>
              <span class="link text-lg">{tool.label}</span>
              <span class="mt-1 block text-muted">{tool.what}</span>
            </a>
          </li>
        ))}
      </ul>,
    ),
  );
  app.get('/tools/pension-contribution', c => showContribution(ctx, c));
  app.get('/tools/pension-tier', c => showTier(ctx, c));
  app.get('/tools/ten-weeks', c => showTenWeeks(ctx, c));
  app.get('/tools/late-payment', c => showLatePayment(ctx, c));
  return app;
}

const TOOLS = [
  {
    href: '/tools/pension-contribution',
    label: 'NHS pension contribution of a fee',
    what: 'What is pensionable, what the practice pays on top, what you pay over.',
  },
  {
    href: '/tools/pension-tier',
    label: 'NHS pension tier and annualisation',
    what: 'Which contribution rate your income and days of service lead to.',
  },
  {
    href: '/tools/ten-weeks',
    label: 'Ten-week checker',
    what: 'Until when Form A and Form B must have arrived for your work to be pensioned.',
  },
  {
    href: '/tools/late-payment',
    label: 'Late payment: interest and compensation',
    what: 'What the law lets you charge on an invoice that is paid late.',
  },
];
