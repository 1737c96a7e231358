import base from './playwright.config.ts';
export default { ...base, timeout: 600_000, expect: { timeout: 60_000 }, use: { ...base.use, actionTimeout: 60_000, navigationTimeout: 90_000 } };
