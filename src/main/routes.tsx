import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { currentVisitor } from '#features/accounts/index.ts';
import { accountPages } from '#features/accounts/pages/account.tsx';
import { confirmPages } from '#features/accounts/pages/confirm.tsx';
import { passkeyPages } from '#features/accounts/pages/passkeys.tsx';
import { secondFactorPages } from '#features/accounts/pages/second-factor.tsx';
import { secondStepPages } from '#features/accounts/pages/second-step.tsx';
import { signInPages } from '#features/accounts/pages/sign-in.tsx';
import { signUpPages } from '#features/accounts/pages/sign-up.tsx';
import { apiKeyPages } from '#features/api-keys/pages.tsx';
import { auditPages } from '#features/audit/pages/audit-log.tsx';
import { availabilityPages } from '#features/availability/pages/availability.tsx';
import { calendarSourcePages } from '#features/availability/pages/calendar-form.tsx';
import { exceptionPages } from '#features/availability/pages/exception-form.tsx';
import { rulePages } from '#features/availability/pages/rule-form.tsx';
import { availabilitySettingsPages } from '#features/availability/pages/settings-form.tsx';
import { bankAccountPages } from '#features/bank/pages/accounts.tsx';
import { bankPages } from '#features/bank/pages/bank.tsx';
import { bankImportPages } from '#features/bank/pages/import.tsx';
import { importProgressPages } from '#features/bank/pages/import-progress.tsx';
import { bankLinePages } from '#features/bank/pages/line.tsx';
import { creditInvoicePages } from '#features/billing/pages/credit-invoice.tsx';
import { eInvoicePages } from '#features/billing/pages/e-invoice.tsx';
import { invoicePages } from '#features/billing/pages/invoice.tsx';
import { invoiceLinkPages } from '#features/billing/pages/invoice-link.tsx';
import { invoiceListPages } from '#features/billing/pages/invoice-list.tsx';
import { newInvoicePages } from '#features/billing/pages/new-invoice.tsx';
import { writeOffPages } from '#features/billing/pages/write-off.tsx';
import { bookingListPages } from '#features/bookings/pages/booking-list.tsx';
import { bookingPages } from '#features/bookings/pages/booking-pages.tsx';
import { bookingStepPages } from '#features/bookings/pages/booking-steps.tsx';
import { calendarPages } from '#features/bookings/pages/calendar.tsx';
import { engagementPages } from '#features/bookings/pages/engagement.tsx';
import { chasingPages } from '#features/chasing/pages/chasing.tsx';
import { invoiceChasingPages } from '#features/chasing/pages/invoice-chasing.tsx';
import { payerPages } from '#features/chasing/pages/payer.tsx';
import { statementOfAccountPages } from '#features/chasing/pages/statement-of-account.tsx';
import { bookingLinkPages } from '#features/confirmations/pages/booking-link.tsx';
import { calendarFeedPages } from '#features/confirmations/pages/calendar-feed.tsx';
import { scheduleLinkPages } from '#features/confirmations/pages/schedule-link.tsx';
import { schedulePages } from '#features/confirmations/pages/schedules.tsx';
import { sharedBookingPages } from '#features/confirmations/pages/shared.tsx';
import { signOffLinkPages } from '#features/confirmations/pages/sign-off-link.tsx';
import { findListed } from '#features/directory/index.ts';
import { directoryPages } from '#features/directory/pages/directory.tsx';
import { publicPages } from '#features/directory/pages/public-page.tsx';
import { publicationPages } from '#features/directory/pages/publication-form.tsx';
import { documentPages } from '#features/documents/pages/documents.tsx';
import { packLinkPages } from '#features/documents/pages/pack-link.tsx';
import { packPages } from '#features/documents/pages/packs.tsx';
import { evidencePages } from '#features/evidence/pages/evidence.tsx';
import { receiveReceipt } from '#features/expenses/index.ts';
import { expensePages } from '#features/expenses/pages/expense.tsx';
import { expenseListPages } from '#features/expenses/pages/expense-list.tsx';
import { homePages } from '#features/expenses/pages/home.tsx';
import { expenseImportPages } from '#features/expenses/pages/import.tsx';
import { receiptMailPages } from '#features/expenses/pages/receipt-mails.tsx';
import { recurringPages } from '#features/expenses/pages/recurring.tsx';
import { exportPages } from '#features/exports/pages/export.tsx';
import { importPages } from '#features/imports/pages/imports.tsx';
import { certificatePages } from '#features/leaving/pages/certificate.tsx';
import { leavePages } from '#features/leaving/pages/leave.tsx';
import { legalPages } from '#features/legal/pages/legal.tsx';
import { inboundMailDoor } from '#features/messages/pages/inbound-mail.ts';
import { messagePages } from '#features/messages/pages/messages.tsx';
import { mileagePages } from '#features/mileage/pages/mileage.tsx';
import { tripPages } from '#features/mileage/pages/trips.tsx';
import { vehiclePages } from '#features/mileage/pages/vehicles.tsx';
import { organisationPages } from '#features/organisations/pages/organisations.tsx';
import { remittanceFormPages } from '#features/payments/pages/remittance-form.tsx';
import { remittancePages } from '#features/payments/pages/remittances.tsx';
import { askPayerPages } from '#features/payslips/pages/ask-payer.tsx';
import { payslipPages } from '#features/payslips/pages/payslip.tsx';
import { payslipFormPages } from '#features/payslips/pages/payslip-form.tsx';
import { payslipsPages } from '#features/payslips/pages/payslips.tsx';
import { pensionDays } from '#features/pensions/index.ts';
import { accrualPages } from '#features/pensions/pages/accrual.tsx';
import { formALinkPages } from '#features/pensions/pages/form-a-link.tsx';
import { formBMonthPages } from '#features/pensions/pages/form-b-month.tsx';
import { giveUpPages } from '#features/pensions/pages/give-up.tsx';
import { ledgerPages } from '#features/pensions/pages/ledger.tsx';
import { paperPages } from '#features/pensions/pages/papers.tsx';
import { pensionPages } from '#features/pensions/pages/pension.tsx';
import { pensionYearPages } from '#features/pensions/pages/pension-year.tsx';
import { postPages } from '#features/pensions/pages/posts.tsx';
import { simulatorPages } from '#features/pensions/pages/simulator.tsx';
import { soloPages } from '#features/pensions/pages/solo.tsx';
import { statementPages } from '#features/pensions/pages/statements.tsx';
import { workRoutePages } from '#features/pensions/pages/work-routes.tsx';
import { notificationPages } from '#features/profile/pages/notifications.tsx';
import { profilePages } from '#features/profile/pages/profile.tsx';
import { setUpPages } from '#features/profile/pages/set-up.tsx';
import { reportRowsPages } from '#features/reports/pages/report-rows.tsx';
import { reportPages } from '#features/reports/pages/reports.tsx';
import { askPages } from '#features/requests/pages/ask.tsx';
import { requestLinkPages } from '#features/requests/pages/request-link.tsx';
import { requestPages } from '#features/requests/pages/requests.tsx';
import { linkPages } from '#features/sharing/pages.tsx';
import { taxDays } from '#features/taxes/index.ts';
import { oneMorePages } from '#features/taxes/pages/one-more.tsx';
import { taxPages } from '#features/taxes/pages/tax.tsx';
import { taxPackPages } from '#features/taxes/pages/tax-pack.tsx';
import { taxPotPages } from '#features/taxes/pages/tax-pot.tsx';
import { taxQuarterPages } from '#features/taxes/pages/tax-quarters.tsx';
import { taxRowsPages } from '#features/taxes/pages/tax-rows.tsx';
import { taxVatPages } from '#features/taxes/pages/tax-vat.tsx';
import { todayPages } from '#features/today/pages.tsx';
import { toolPages } from '#features/tools/pages/tools.tsx';
import { notFound } from '#platform/errors.ts';
import { MorePlaces, showPage } from '#platform/ui/layout.tsx';
import { type Assets, requireVisitor, type WebEnv } from '#platform/web.ts';
import { apiPages, apiRoutes } from './api-routes.tsx';
import { builtFiles } from './assets.ts';
import { demoPages } from './demo/demo-pages.tsx';
import { answerError, answerNotFound } from './errors-page.tsx';
import { landingPages } from './landing-pages.tsx';
import { mailboxPages } from './mailbox-pages.tsx';
import { countryName, networkOf } from './network.ts';
import { boundedBodies, neverCached, sameOriginOnly, securityHeaders } from './security.ts';
import type { Wired } from './wiring.ts';

export interface WebOptions {
  readonly assets: Assets;
  readonly clientFolder: string;
  /** The proxy's header that names the caller; without one the connection's own address counts. */
  readonly callerHeader: string | undefined;
  /** The proxy's header with the caller's country as two letters. */
  readonly countryHeader: string | undefined;
  /** Address of the connection, as the server knows it. */
  readonly addressOf: (request: Request, env: unknown) => string;
}

/** The table of contents. */
export function routes(wired: Wired, options: WebOptions): Hono<WebEnv> {
  const { ctx, engine } = wired;
  const app = new Hono<WebEnv>();
  app.onError(answerError(ctx.log));
  app.notFound(answerNotFound);

  // pages hold no secret of ours beside what a stranger can put into them, so that their length tells nothing
  app.use(compress({ threshold: 1024 }));
  app.use('/assets/*', builtFiles(options.clientFolder));
  app.get('/health', c => c.json({ status: 'ok' }));
  app.use(securityHeaders(ctx.site.baseUrl.startsWith('https:')));
  app.use(async (c, next) => {
    const address = (options.callerHeader && c.req.header(options.callerHeader)) || options.addressOf(c.req.raw, c.env);
    c.set('assets', options.assets);
    c.set('limits', wired.limits);
    c.set('callerHash', wired.hashCaller(networkOf(address)));
    c.set('place', options.countryHeader && countryName(c.req.header(options.countryHeader)));
    c.set('now', ctx.clock.now());
    c.set('today', ctx.clock.today());
    c.set('isDevelopment', ctx.site.isDevelopment);
    await next();
  });

  app.use(neverCached);
  app.use('/api/*', boundedBodies);
  const api = apiRoutes(wired);
  // the API stands before cookies and their guard: it knows keys only
  app.route('/api/v1', api);
  app.all('/api/v1/*', () => {
    throw notFound('operation');
  });
  if (wired.inboundSecret !== undefined)
    app.route(
      '/',
      inboundMailDoor(ctx, wired.inboundSecret, (limits, mail) => receiveReceipt(ctx, limits, mail)),
    );
  app.use(sameOriginOnly);
  app.use(boundedBodies);
  app.use(async (c, next) => {
    const found = await currentVisitor(engine, c.req.raw.headers, c.get('callerHash'));
    // whoever brings a development database into production lets nobody in by the demo's open door
    c.set('visitor', found?.visitor.isDemo && !ctx.site.isDevelopment ? undefined : found?.visitor);
    await next();
    for (const cookie of found?.setCookies ?? []) c.header('Set-Cookie', cookie, { append: true });
  });

  app.route('/', landingPages(wired));
  app.route('/', apiPages(api));
  app.route('/', signUpPages(ctx, engine));
  app.route('/', signInPages(ctx, engine));
  app.route('/', secondStepPages(ctx, engine));
  app.route('/', passkeyPages(ctx, engine));
  app.route('/', confirmPages(ctx, engine));
  app.route('/', secondFactorPages(ctx));
  app.route('/', accountPages(ctx, engine));
  app.route('/', auditPages(ctx));
  app.route('/', exportPages(ctx));
  app.route('/', leavePages(ctx));
  app.route('/', setUpPages(ctx));
  app.route('/', todayPages(ctx));
  app.route('/', publicationPages(ctx));
  app.route('/', profilePages(ctx));
  app.route('/', notificationPages(ctx));
  app.route('/', linkPages(ctx));
  app.route('/', organisationPages(ctx));
  app.route('/', availabilityPages(ctx));
  app.route('/', rulePages(ctx));
  app.route('/', exceptionPages(ctx));
  app.route('/', calendarSourcePages(ctx));
  app.route('/', availabilitySettingsPages(ctx));
  app.route('/', calendarPages(ctx));
  app.route('/', bookingListPages(ctx));
  app.route(
    '/',
    calendarFeedPages(ctx, async owner => [...(await pensionDays(ctx, owner)), ...(await taxDays(ctx, owner))]),
  );
  app.route('/', messagePages(ctx));
  app.route('/', sharedBookingPages(ctx));
  app.route('/', schedulePages(ctx));
  app.route('/', requestPages(ctx));
  app.route('/', bookingStepPages(ctx));
  app.route('/', bookingPages(ctx));
  app.route('/', engagementPages(ctx));
  app.route('/', invoiceListPages(ctx));
  app.route('/', chasingPages(ctx));
  app.route('/', invoiceChasingPages(ctx));
  app.route('/', payerPages(ctx));
  app.route('/', newInvoicePages(ctx));
  app.route('/', statementOfAccountPages(ctx));
  app.route('/', writeOffPages(ctx));
  app.route('/', remittanceFormPages(ctx));
  app.route('/', remittancePages(ctx));
  app.route('/', creditInvoicePages(ctx));
  app.route('/', eInvoicePages(ctx));
  app.route('/', evidencePages(ctx));
  app.route('/', invoicePages(ctx));
  app.route('/', pensionPages(ctx));
  app.route('/', formBMonthPages(ctx));
  app.route('/', pensionYearPages(ctx));
  app.route('/', simulatorPages(ctx));
  app.route('/', workRoutePages(ctx));
  app.route('/', accrualPages(ctx));
  app.route('/', paperPages(ctx));
  app.route('/', soloPages(ctx));
  app.route('/', postPages(ctx));
  app.route('/', ledgerPages(ctx));
  app.route('/', giveUpPages(ctx));
  app.route('/', statementPages(ctx));
  app.route('/', bankPages(ctx));
  app.route('/', bankImportPages(ctx));
  app.route('/', importProgressPages(ctx));
  app.route('/', bankAccountPages(ctx));
  app.route('/', bankLinePages(ctx));
  app.route('/', payslipsPages(ctx));
  app.route('/', payslipFormPages(ctx));
  app.route('/', askPayerPages(ctx));
  app.route('/', payslipPages(ctx));
  app.route('/', expenseListPages(ctx));
  app.route('/', receiptMailPages(ctx));
  app.route('/', recurringPages(ctx));
  app.route('/', expenseImportPages(ctx));
  app.route('/', homePages(ctx));
  app.route('/', expensePages(ctx));
  app.route('/', mileagePages(ctx));
  app.route('/', vehiclePages(ctx));
  app.route('/', tripPages(ctx));
  app.route('/', taxPotPages(ctx));
  app.route('/', taxVatPages(ctx));
  app.route('/', oneMorePages(ctx));
  app.route('/', taxRowsPages(ctx));
  app.route('/', taxQuarterPages(ctx));
  app.route('/', taxPackPages(ctx));
  app.route('/', taxPages(ctx));
  app.route('/', reportPages(ctx));
  app.route('/', reportRowsPages(ctx));
  app.route('/', importPages(ctx));
  app.route('/', packPages(ctx));
  app.route('/', documentPages(ctx));
  app.route('/', apiKeyPages(ctx));

  // what strangers see, and what organisations open without an account
  app.route('/', legalPages(ctx));
  app.route('/', certificatePages(wired.database.signIn));
  app.route('/', toolPages(ctx));
  app.route('/', directoryPages(ctx, wired.database.strangers));
  app.route('/', publicPages(ctx, wired.database.strangers));
  app.route(
    '/',
    askPages(ctx, slug => findListed(wired.database.strangers, slug)),
  );
  app.route('/', bookingLinkPages(ctx));
  app.route('/', signOffLinkPages(ctx));
  app.route('/', scheduleLinkPages(ctx));
  app.route('/', requestLinkPages(ctx));
  app.route('/', invoiceLinkPages(ctx));
  app.route('/', formALinkPages(ctx));
  app.route('/', packLinkPages(ctx));

  app.get('/more', requireVisitor, c =>
    showPage(c, { title: 'More' }, <MorePlaces isDevelopment={ctx.site.isDevelopment} />),
  );
  if (wired.mailbox) app.route('/', mailboxPages(ctx, wired.mailbox));
  if (ctx.site.isDevelopment) app.route('/', demoPages(wired));
  return app;
}
