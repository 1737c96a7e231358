import { Hono } from 'hono';
import { readProfile } from '#features/profile/index.ts';
import { asOwner } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput, typed } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { Money } from '#platform/ui/figures.tsx';
import { FieldRow, Form, HiddenField, MoneyField, SelectField, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { withNotice } from '#platform/ui/notice.tsx';
import { Table } from '#platform/ui/table.tsx';
import { requireVisitor, visitorOf, type WebContext, type WebEnv } from '#platform/web.ts';
import { readId, showId } from '#rules/ids.ts';
import { formatPercent, plainPounds } from '#rules/money.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import { formatPensionMonth } from '#rules/pension-month.ts';
import { ADDITION_KINDS, additionInput } from '../addition-input.ts';
import { type Addition, listAdditions } from '../additions-store.ts';
import { keepAddition, removeAddition } from '../keep-addition.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'cipher'>;

const PATH = '/pension/additions';

/** Added years, AVC and the like: what was agreed, and for which months. */
export function additionPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(PATH, requireVisitor);
  app.use(`${PATH}/*`, requireVisitor);

  app.get(PATH, async c => showAdditions(ctx, c, undefined));

  app.post(PATH, async c =>
    answerForm(
      c,
      async values => {
        await keepAddition(ctx, visitorOf(c).owner, readInput(additionInput, values));
        return c.redirect(withNotice(PATH, 'saved'), 303);
      },
      form => showAdditions(ctx, c, form),
    ),
  );

  app.post(`${PATH}/:id/remove`, async c => {
    const id = readId('addition', c.req.param('id'));
    if (!id) throw notFound('addition');
    await removeAddition(ctx, visitorOf(c).owner, id);
    return c.redirect(withNotice(PATH, 'saved'), 303);
  });

  return app;
}

async function showAdditions(ctx: Ctx, c: WebContext, refused: FormState | undefined) {
  const { additions, profile } = await asOwner(ctx.db, visitorOf(c).owner, async tx => ({
    additions: await listAdditions(tx),
    profile: await readProfile(ctx, tx),
  }));
  const asked = additions.find(it => showId('addition', it.id) === c.req.query('change'));
  const fresh = asked
    ? asTyped(asked)
    : { id: showId('addition', newId('addition')), scheme: schemeOf(profile.nation), kind: 'added_years' };
  const form = refused ?? freshForm(fresh);
  const isNew = !additions.some(it => showId('addition', it.id) === typed(form, 'id'));
  return showPage(
    c,
    {
      title: 'Beside the tier',
      lead: 'Added years, AVC, additional pension and ERRBO. Each Form B has those of its month and scheme.',
      wide: true,
    },
    <div class="flex flex-col gap-10">
      {additions.length === 0 ? (
        <p class="max-w-prose text-muted">
          Nothing is agreed beside the tier, so lines c to f of Form B are nought. Most locums have none. Example: added
          years at 2.5% of pensionable pay from April 2019 to March 2027.
        </p>
      ) : (
        <Table caption="What was agreed" rows={additions} columns={COLUMNS} />
      )}
      <section aria-labelledby="entry">
        <h2 id="entry" class="mb-3 text-lg font-medium">
          {isNew ? 'Add one' : 'Change it'}
        </h2>
        <Fields form={form} isNew={isNew} />
      </section>
    </div>,
  );
}

const KIND_LABELS: Readonly<Record<Addition['kind'], string>> = {
  added_years: 'Added years',
  mpavc: 'Money purchase AVC',
  additional_pension: 'Additional pension',
  errbo: 'Early retirement reduction buy-out (ERRBO)',
};

const COLUMNS = [
  { heading: 'What', lead: true, cell: (it: Addition) => KIND_LABELS[it.kind] },
  { heading: 'Scheme', cell: (it: Addition) => SCHEMES[it.scheme].label },
  {
    heading: 'How much',
    figures: true,
    cell: (it: Addition) =>
      it.amountPence === null ? (
        `${formatPercent(it.basisPoints ?? 0)} of pensionable pay`
      ) : (
        <span>
          <Money pence={it.amountPence} /> a month
        </span>
      ),
  },
  {
    heading: 'Months of receipt',
    cell: (it: Addition) =>
      `${formatPensionMonth(it.from)} ${it.to === null ? 'and on' : `to ${formatPensionMonth(it.to)}`}`,
  },
  {
    heading: 'Change',
    cell: (it: Addition) => (
      <span class="flex flex-wrap items-center gap-3">
        <a
          class="link inline-flex min-h-11 items-center"
          href={`${PATH}?change=${showId('addition', it.id)}#entry`}
          aria-label={`Change ${KIND_LABELS[it.kind]}`}
        >
          Change
        </a>
        <form method="post" action={`${PATH}/${showId('addition', it.id)}/remove`}>
          <button type="submit" class="btn btn-sm min-h-11" aria-label={`Remove ${KIND_LABELS[it.kind]}`}>
            Remove
          </button>
        </form>
      </span>
    ),
  },
];

function Fields({ form, isNew }: { form: FormState; isNew: boolean }) {
  return (
    <Form action={PATH} form={form} submit={isNew ? 'Add it' : 'Save'} {...(isNew ? {} : { cancel: PATH })}>
      <HiddenField name="id" value={typed(form, 'id')} />
      <FieldRow>
        <SelectField
          form={form}
          name="kind"
          label="What it is"
          options={ADDITION_KINDS.map(value => ({ value, label: KIND_LABELS[value] }))}
        />
        <SelectField
          form={form}
          name="scheme"
          label="Scheme"
          options={Object.entries(SCHEMES).map(([value, { label }]) => ({ value, label }))}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          form={form}
          name="share"
          label="Share, % of pensionable pay"
          required={false}
          inputmode="decimal"
          width="w-28"
        />
        <MoneyField form={form} name="sum" label="Or a sum a month" required={false} />
      </FieldRow>
      <FieldRow>
        <TextField form={form} name="from" label="First month" hint="Such as 2026-04" width="w-32" />
        <TextField form={form} name="to" label="Last month" required={false} hint="Empty while it runs" width="w-32" />
      </FieldRow>
    </Form>
  );
}

function asTyped(it: Addition) {
  return {
    id: showId('addition', it.id),
    scheme: it.scheme,
    kind: it.kind,
    share: it.basisPoints === null ? '' : String(it.basisPoints / 100),
    sum: it.amountPence === null ? '' : plainPounds(it.amountPence),
    from: it.from,
    to: it.to ?? '',
  };
}
