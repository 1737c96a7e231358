import { Hono } from 'hono';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { InputRefusal } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { Day } from '#platform/ui/figures.tsx';
import { Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { provenVisitor, requireProof, requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { eraseDay, GRACE_DAYS } from '#rules/leaving.ts';
import { askToLeave, stayAfterAll } from '../ask-to-leave.ts';
import { leaveInput } from '../input.ts';
import { type Closure, readClosure } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'site'>;

/** Closing one's account, and keeping it after all. */
export function leavePages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/account/leave', requireProof);
  app.use('/account/stay', requireVisitor);

  app.get('/account/leave', async c => {
    const closure = await asOwner(ctx.db, visitorOf(c).owner, readClosure);
    return closure ? showClosing(c, closure) : showLeave(ctx, c, freshForm());
  });

  app.post('/account/leave', c =>
    answerForm(
      c,
      async values => {
        const visitor = provenVisitor(c);
        const { email } = readInput(leaveInput, values);
        if (email !== visitor.email) throw new InputRefusal({ email: `Type ${visitor.email} to close this account.` });
        await askToLeave(ctx, visitor.owner);
        return c.redirect(withNotice('/account/leave', 'account-closing'), 303);
      },
      form => showLeave(ctx, c, form),
    ),
  );

  app.post('/account/stay', async c => {
    await stayAfterAll(ctx, visitorOf(c).owner);
    return c.redirect(withNotice('/account', 'account-kept'), 303);
  });

  return app;
}

function showLeave(ctx: Ctx, c: WebContext, form: FormState) {
  return showPage(
    c,
    {
      title: 'Close my account',
      lead: `Everything stays for ${GRACE_DAYS} days, in which you can change your mind. Then it is deleted for good.`,
    },
    <div class="flex flex-col gap-8">
      <section aria-labelledby="take">
        <h2 id="take" class="mb-2 text-lg font-medium">
          Take with you first
        </h2>
        <p class="max-w-2xl">
          HMRC asks the self-employed to keep records for at least five years after 31 January of the tax year’s
          deadline, and NHS pension papers may be asked for much later. We delete them with the account, so download
          them now.
        </p>
        <ul class="mt-3 flex flex-wrap gap-3">
          {TAKE.map(({ href, label }) => (
            <li>
              <a class="btn min-h-11" href={href}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="goes">
        <h2 id="goes" class="mb-2 text-lg font-medium">
          What happens
        </h2>
        <ul class="max-w-2xl list-disc pl-6">
          <li>Your public page and your place in the directory go at once.</li>
          <li>
            On <Day day={eraseDay(ctx.clock.today())} /> bookings, invoices, pension forms, expenses, documents,
            messages, links, sessions and keys are deleted, with every stored file.
          </li>
          <li>
            The log of account actions stays for one more year. It holds ids, days and amounts, and no names. Mails that
            were sent and papers that practices received stay with them.
          </li>
          <li>A certificate says what was deleted. Its address comes by mail, since later we cannot write to you.</li>
        </ul>
      </section>
      <Form action="/account/leave" form={form} submit="Close my account" tone="neutral">
        <TextField
          form={form}
          name="email"
          label="Your email address"
          autocomplete="off"
          hint="Type it to say that you mean it."
        />
      </Form>
    </div>,
  );
}

/** HMRC: https://www.gov.uk/self-employed-records/how-long-to-keep-your-records (read 2026-11-25). */
const TAKE = [
  { href: '/account/export', label: 'Everything in one file' },
  { href: '/tax', label: 'Year-end packs for tax' },
  { href: '/pension', label: 'Pension forms' },
  { href: '/invoices', label: 'Invoices' },
];

function showClosing(c: WebContext, closure: Closure) {
  return showPage(
    c,
    {
      title: 'Your account is closing',
      lead: (
        <>
          Everything in it will be deleted on <Day day={closure.eraseOn} />. Until then all works as before; only your
          public page is hidden.
        </>
      ),
    },
    <form method="post" action="/account/stay">
      <button type="submit" class="btn btn-primary min-h-11">
        Keep my account
      </button>
    </form>,
  );
}
