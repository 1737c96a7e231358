import { expect, test } from './installation.ts';

/** Compressed bytes of a page with all that it loads, pictures left out; as a browser that was never here before. */
for (const path of ['/locums', '/locums?near=Leeds&miles=25', '/p/amara-okafor-demo']) {
  test(`${path} weighs less than 30 kB at its first load`, async ({ page, browser }) => {
    await page.goto('/demo');
    await page.getByRole('button', { name: 'Look around as Amara' }).click({ timeout: 60_000 });
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({ timeout: 60_000 });
    const stranger = await (await browser.newContext()).newPage();
    const session = await stranger.context().newCDPSession(stranger);
    await session.send('Network.enable');
    const types = new Map<string, string>();
    let bytes = 0;
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (types.get(requestId) !== 'Image') bytes += encodedDataLength;
    });
    await stranger.goto(path, { waitUntil: 'networkidle' });
    await expect(stranger.getByRole('heading', { level: 1 })).toBeVisible();
    expect(bytes).toBeGreaterThan(3000);
    expect(bytes).toBeLessThan(30_000);
  });
}
