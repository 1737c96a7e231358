import { Hono } from 'hono';
import type { Needs } from '#platform/context.ts';
import { showPage } from '#platform/ui/layout.tsx';
import type { WebEnv } from '#platform/web.ts';
import { showContribution } from './contribution.tsx';
import { invoiceMakerPages } from './invoice-maker.tsx';
import { showLatePayment } from './late-payment.tsx';
import { showMileage } from './mileage.tsx';
import { showTakeHome } from './take-home.tsx';
import { showTenWeeks } from './ten-weeks.tsx';
import { showTier } from './tier.tsx';

/** Calculators for anybody. An answer is an address that can be kept and sent on; nothing is stored. */
export function toolPages(ctx: Needs<'clock' | 'geocoder'>): Hono<WebEnv> {
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
  app.get('/tools/mileage', c => showMileage(ctx, c));
  app.get('/tools/late-payment', c => showLatePayment(ctx, c));
  app.get('/tools/take-home', c => showTakeHome(ctx, c));
  app.route('/', invoiceMakerPages(ctx));
  return app;
}

const TOOLS = [
  {
    href: '/tools/invoice',
    label: 'Invoice maker',
    what: 'A complete invoice as a PDF, with what the law wants on it.',
  },
  {
    href: '/tools/take-home',
    label: 'Take-home and tax reserve',
    what: 'What is left of your income, and how much of each payment to put aside.',
  },
  {
    href: '/tools/mileage',
    label: 'Mileage claim',
    what: 'What your business miles take off your taxable profit, with the yearly limit.',
  },
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
