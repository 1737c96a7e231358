import sharp from 'sharp';
import {
  addExpenseWithReceipt,
  addRecurring,
  expenseInput,
  homeInput,
  keepHomeMonths,
  makeReceiptAddress,
  receiveReceipt,
  recurringInput,
} from '#features/expenses/index.ts';
import { addVehicle, logBookedTrips, vehicleInput } from '#features/mileage/index.ts';
import type { Owner } from '#platform/access.ts';
import type { Context } from '#platform/context.ts';
import { newId } from '#platform/ids.ts';
import { taxYearBefore, taxYearOf } from '#rules/tax-year.ts';

/** What working cost the demo's people beside the usual: a car, work at home, a laptop, what repeats, and a receipt that waits. */
export async function spend(ctx: Context, owner: Owner): Promise<void> {
  const today = ctx.clock.today();
  const year = taxYearOf(today);
  const car = await addVehicle(ctx, owner, vehicleInput.parse({ kind: 'car', name: 'Skoda', method: 'flat_rate' }));
  for (const it of [taxYearBefore(year), year]) await logBookedTrips(ctx, owner, it, car);
  const lastMonth = today.toPlainYearMonth().subtract({ months: 1 });
  await keepHomeMonths(
    ctx,
    owner,
    homeInput.parse({
      month: lastMonth.subtract({ months: 5 }).toString(),
      lastMonth: lastMonth.toString(),
      by: 'hours',
      hours: 30,
    }),
  );
  await addRecurring(
    ctx,
    owner,
    recurringInput.parse({
      category: 'adminCosts',
      description: 'Broadband',
      amount: '32.00',
      businessShare: '40',
      everyMonths: '1',
      firstOn: today.subtract({ months: 3 }).toString(),
    }),
  );
  await addExpenseWithReceipt(
    ctx,
    owner,
    expenseInput.parse({
      category: 'adminCosts',
      description: 'Laptop',
      amount: '849.00',
      spentOn: today.subtract({ days: 40 }).toString(),
      isCapital: 'on',
    }),
    { name: 'laptop.png', bytes: await receipt(['Laptop 14 inch', '849.00']) },
  );
  await mailOne(ctx, owner);
}

/** A receipt in the mail, as a shop sends it. */
async function mailOne(ctx: Context, owner: Owner): Promise<void> {
  if (ctx.site.replyDomain === undefined) return;
  const address = await makeReceiptAddress(ctx, owner);
  const unlimited = { count: async () => ({ most: 1, remaining: 1, resetsIn: 1 }), forget: async () => {} };
  await receiveReceipt(ctx, unlimited, {
    id: newId('mail'),
    to: [address],
    from: { name: 'Station Car Park', address: 'receipts@parking.example' },
    subject: 'Your parking receipt',
    text: 'Thank you for parking with us.\nAmount paid: £8.50',
    headers: {},
    attachments: [{ name: 'parking.png', bytes: await receipt(['Station Car Park', '8.50']) }],
  });
}

async function receipt(lines: readonly string[]): Promise<Uint8Array> {
  const text = lines
    .map((line, n) => `<text x="20" y="${60 + n * 40}" font-family="sans-serif" font-size="22">${line}</text>`)
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" fill="#fff"/>${text}</svg>`;
  return new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
}
