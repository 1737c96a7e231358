/** Finds or installs the browser of the journeys and says which it is. */
import { findChromium } from '#tests/support/chromium.ts';

console.log(`The journeys run in ${(await findChromium()).executablePath}`);
