import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/support/chromium.ts';

const { executablePath, args } = await findChromium();
const launch = { executablePath, args, headless: true };

/** Journeys in a real browser: on a phone, on a desk, and once without script. Each starts an installation of its own. */
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '*.journey.ts',
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['line'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? 'test-results/journeys.json' }],
  ],
  use: {
    actionTimeout: 8_000,
    navigationTimeout: 15_000,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    launchOptions: launch,
    screenshot: 'only-on-failure',
  },
  projects: [
    // axe looks at each page in light on a phone and in dark on a desk: both colours and both widths, in half the time
    { name: 'phone', grepInvert: /\(dark\)/, use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
    {
      name: 'desktop',
      grepInvert: /\(light\)/,
      // a phone's camera is a phone's journey
      testIgnore: 'receipt.journey.ts',
      use: { viewport: { width: 1280, height: 860 } },
    },
    {
      name: 'no-script',
      use: { viewport: { width: 1280, height: 860 }, javaScriptEnabled: false },
      testMatch: ['main-job.journey.ts', 'organisation-side.journey.ts', 'pension-year.journey.ts'],
    },
  ],
});
