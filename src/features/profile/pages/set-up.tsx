import { Hono } from 'hono';
import { closeSetup } from '#features/accounts/index.ts';
import { addOrganisation, KIND_LABELS, ORGANISATION_KINDS, organisationInput } from '#features/organisations/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { FieldRow, Form, HiddenField, SelectField, TextArea, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { provenVisitor, requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { showId } from '#rules/ids.ts';
import { NATIONS } from '#rules/nation.ts';
import { professionOf } from '#rules/professions.ts';
import type { Profile } from '../profile.ts';
import { readProfile } from '../store.ts';
import { PARTS } from './parts.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

const STEPS = ['personal', 'organisation', 'billing', 'pension'] as const;
type Step = (typeof STEPS)[number];

const TITLES: Readonly<Record<Step, string>> = {
  personal: 'You',
  organisation: 'Where you work',
  billing: 'How you are paid',
  pension: 'Your NHS pension',
};

/** The first run: short steps, each of which can be skipped, and the whole left at any of them. */
export function setUpPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use('/set-up', requireVisitor);
  app.use('/set-up/*', requireVisitor);

  app.get('/set-up', c => c.redirect('/set-up/personal', 303));

  app.post('/set-up/leave', async c => {
    await asOwner(ctx.db, visitorOf(c).owner, tx => closeSetup(tx, ctx.clock.now()));
    return c.redirect('/today', 303);
  });

  app.get('/set-up/:step', async c => {
    const profile = await profileOf(ctx, c);
    const step = stepOf(c);
    return showStep(
      c,
      profile,
      step,
      freshForm(
        step === 'organisation'
          ? { id: showId('organisation', newId('organisation')), kind: 'gp_practice', nation: profile.nation }
          : PARTS[step].values(profile),
      ),
    );
  });

  app.post('/set-up/:step', async c =>
    answerForm(
      c,
      async values => {
        const step = stepOf(c);
        if (step !== 'organisation')
          await PARTS[step].save(ctx, step === 'billing' ? provenVisitor(c) : visitorOf(c), values);
        else await addOrganisation(ctx, visitorOf(c).owner, readInput(organisationInput, values));
        const next = nextStep(c, step);
        if (next) return c.redirect(`/set-up/${next}`, 303);
        await asOwner(ctx.db, visitorOf(c).owner, tx => closeSetup(tx, ctx.clock.now()));
        return c.redirect('/today', 303);
      },
      async form => showStep(c, await profileOf(ctx, c), stepOf(c), form),
    ),
  );

  return app;
}

function profileOf(ctx: Ctx, c: WebContext): Promise<Profile> {
  return asOwner(ctx.db, visitorOf(c).owner, tx => readProfile(ctx, tx));
}

function showStep(c: WebContext, profile: Profile, step: Step, form: FormState) {
  const steps = stepsFor(c);
  const next = nextStep(c, step);
  return showPage(
    c,
    {
      title: TITLES[step],
      lead: `Step ${steps.indexOf(step) + 1} of ${steps.length}. Everything can be changed later.`,
    },
    <>
      <Form action={`/set-up/${step}`} form={form} submit={next ? 'Save and go on' : 'Save and finish'}>
        {step === 'organisation' ? (
          <OrganisationFields form={form} />
        ) : (
          <PartFields step={step} form={form} profile={profile} profession={visitorOf(c).profession} />
        )}
      </Form>
      <div class="mt-6 flex flex-wrap gap-3 border-t border-base-300 pt-4">
        {next && (
          <a class="btn btn-ghost min-h-11" href={`/set-up/${next}`}>
            Skip this step
          </a>
        )}
        <form method="post" action="/set-up/leave">
          <button type="submit" class="btn btn-ghost min-h-11">
            Leave the set-up
          </button>
        </form>
      </div>
    </>,
  );
}

function PartFields({
  step,
  ...rest
}: {
  step: Exclude<Step, 'organisation'>;
  form: FormState;
  profile: Profile;
  profession: string;
}) {
  const { Fields } = PARTS[step];
  return <Fields {...rest} />;
}

function OrganisationFields({ form }: { form: FormState }) {
  return (
    <>
      <HiddenField name="id" value={typed(form, 'id')} />
      <TextField form={form} name="name" label="Name" hint="One practice, pharmacy or trust you work for." />
      <FieldRow>
        <SelectField
          form={form}
          name="kind"
          label="Kind"
          options={ORGANISATION_KINDS.map(value => ({ value, label: KIND_LABELS[value] }))}
        />
        <SelectField
          form={form}
          name="nation"
          label="Nation"
          options={NATIONS.map(it => ({ value: it.code, label: it.label }))}
        />
      </FieldRow>
      <TextArea form={form} name="addressLines" label="Address" required={false} rows={3} />
      <FieldRow>
        <TextField form={form} name="postcode" label="Postcode" required={false} width="w-36" />
        <TextField
          form={form}
          name="financeContactEmail"
          label="Finance email"
          type="email"
          required={false}
          width="w-72"
          hint="Invoices go there."
        />
      </FieldRow>
    </>
  );
}

/** The pension step is for those who use Forms A and B. */
function stepsFor(c: WebContext): readonly Step[] {
  return professionOf(visitorOf(c).profession).usesFormsAB ? STEPS : STEPS.filter(step => step !== 'pension');
}

function nextStep(c: WebContext, step: Step): Step | undefined {
  const steps = stepsFor(c);
  return steps[steps.indexOf(step) + 1];
}

function stepOf(c: WebContext): Step {
  const step = stepsFor(c).find(it => it === c.req.param('step'));
  if (!step) throw notFound('step');
  return step;
}
