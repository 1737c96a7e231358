import { Hono } from 'hono';
import { readAccount } from '#features/accounts/index.ts';
import { type Entered, enterLink, LINK_TRIES, noteOpening } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { ExtraRows } from '#platform/ui/extra-rows.tsx';
import { Moment } from '#platform/ui/figures.tsx';
import { FieldGroup, FieldRow, Form, TextField, TimeField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { formatTime } from '#rules/dates.ts';
import { formatPounds, plainPounds } from '#rules/money.ts';
import { linkedBooking } from '../answer-booking.ts';
import { rateWords, whenWords } from '../booking-words.ts';
import { signOffInput } from '../input.ts';
import { signOff } from '../sign-off.ts';
import { readSignOff, type SignOff } from '../store.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site'>;

/** The page behind the QR code: the organisation confirms the times and extras of a session. */
export function signOffLinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/s/:token', async c => {
    const entered = await enterLink(ctx, c.req.param('token'), 'sign_off', callerOf(c));
    await noteOpening(ctx, entered, callerOf(c));
    return show(ctx, c, entered, undefined);
  });

  app.post('/s/:token', async c => {
    const entered = await enterLink(ctx, c.req.param('token'), 'sign_off', callerOf(c));
    return answerForm(
      c,
      async values => {
        await c.get('limits').count(LINK_TRIES, entered.link.id);
        await signOff(ctx, entered, readInput(signOffInput, values), callerOf(c));
        return c.redirect(withNotice(`/s/${c.req.param('token')}`, 'answer-kept'), 303);
      },
      form => show(ctx, c, entered, form),
    );
  });

  return app;
}

async function show(ctx: Ctx, c: WebContext, entered: Entered, typedForm: FormState | undefined) {
  const { booking, account, kept } = await asOwner(ctx.db, entered.owner, async tx => {
    const booking = await linkedBooking(tx, entered.link.subjectId);
    return { booking, account: await readAccount(tx), kept: await readSignOff(tx, booking.id) };
  });
  const form = typedForm ?? (kept ? freshForm(valuesOf(kept)) : freshForm());
  return showPage(
    c,
    {
      title: `${account.name} at ${booking.organisationName}`,
      lead: whenWords(booking),
      outside: true,
    },
    kept?.signed ? (
      <Signed kept={kept} />
    ) : (
      <Form action={c.req.path} form={form} submit="Confirm these times">
        <p class="max-w-prose">
          {account.name} entered what was worked. Put right what is not so. What you confirm is what the invoice will
          say, at {rateWords(booking)}.
        </p>
        <FieldGroup legend="Worked">
          <FieldRow>
            <TimeField form={form} name="start" label="From" />
            <TimeField form={form} name="end" label="To" />
            <TextField form={form} name="breakMinutes" label="Unpaid break, minutes" inputmode="numeric" width="w-24" />
          </FieldRow>
        </FieldGroup>
        <FieldGroup legend="On top" hint="Work such as a home visit, or an expense such as parking. Leave rows empty.">
          <ExtraRows form={form} />
        </FieldGroup>
        <FieldGroup legend="You">
          <FieldRow>
            <TextField form={form} name="name" label="Your name" autocomplete="name" width="w-64" />
            <TextField form={form} name="role" label="Your role" autocomplete="organization-title" width="w-64" />
          </FieldRow>
        </FieldGroup>
      </Form>
    ),
  );
}

/** The values of the form as the locum proposed them. */
export function valuesOf(kept: SignOff) {
  return {
    start: formatTime(kept.start),
    end: formatTime(kept.end),
    breakMinutes: String(kept.breakMinutes),
    extraKind: kept.extras.map(it => it.kind),
    extraDescription: kept.extras.map(it => it.description),
    extraAmount: kept.extras.map(it => plainPounds(it.amountPence)),
  };
}

/** What was confirmed, by whom, when. */
export function Signed({ kept }: { kept: SignOff }) {
  if (!kept.signed) return null;
  return (
    <Facts
      rows={[
        ['Worked', `${formatTime(kept.start)} to ${formatTime(kept.end)}`],
        ['Unpaid break', `${kept.breakMinutes} minutes`],
        ...kept.extras.map(it => [it.description, formatPounds(it.amountPence)] as const),
        [
          'Confirmed by',
          <>
            {kept.signed.name}, {kept.signed.role}, <Moment at={kept.signed.at} />
          </>,
        ],
      ]}
    />
  );
}
