import { Hono } from 'hono';
import { type Entered, enterLink, LINK_TRIES, noteDownload, noteOpening } from '#features/sharing/index.ts';
import { asOwner } from '#platform/access.ts';
import { callerOf } from '#platform/caller.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { answerForm, type FormState, freshForm, readInput } from '#platform/form.ts';
import { readStoredFile } from '#platform/stored-file.ts';
import { Moment } from '#platform/ui/figures.tsx';
import { CheckboxField, DayField, FieldGroup, FieldRow, Form, TextField } from '#platform/ui/form.tsx';
import { showPage } from '#platform/ui/layout.tsx';
import { Caution, withNotice } from '#platform/ui/notice.tsx';
import { Facts } from '#platform/ui/table.tsx';
import { serveFile } from '#platform/upload/serve-file.ts';
import type { WebContext, WebEnv } from '#platform/web.ts';
import { formatDay } from '#rules/dates.ts';
import type { Id } from '#rules/ids.ts';
import { formatPercent, formatPounds } from '#rules/money.ts';
import { SCHEMES, schemeOf } from '#rules/pension/scheme.ts';
import type { FormA } from '../form-content.ts';
import { certificateInput } from '../input.ts';
import { openContent } from '../sealed-content.ts';
import { certifyFormA } from '../sign-form-a.ts';
import { type FormAToSign, readFormAToSign } from '../signatures.ts';

type Ctx = Needs<'db' | 'clock' | 'queue' | 'links' | 'site' | 'files' | 'cipher'>;

/** Form A as the practice sees it by its link: read it, complete part 2, sign. Opening signs nothing. */
export function formALinkPages(ctx: Ctx): Hono<WebEnv> {
  const app = new Hono<WebEnv>();

  app.get('/f/:token', async c => {
    const entered = await enter(ctx, c);
    await noteOpening(ctx, entered, callerOf(c));
    return show(ctx, c, entered, undefined);
  });

  app.post('/f/:token', async c => {
    const entered = await enter(ctx, c);
    return answerForm(
      c,
      async values => {
        await c.get('limits').count(LINK_TRIES, entered.link.id);
        await certifyFormA(ctx, entered, readInput(certificateInput, values), callerOf(c));
        return c.redirect(withNotice(c.req.path, 'answer-kept'), 303);
      },
      form => show(ctx, c, entered, form),
    );
  });

  app.get('/f/:token/pdf', async c => {
    const entered = await enter(ctx, c);
    const file = await asOwner(ctx.db, entered.owner, async tx => {
      const form = await readFormAToSign(tx, entered.link.subjectId as Id<'formA'>);
      if (!form || form.isWithdrawn) throw notFound('page');
      return readStoredFile(ctx, tx, form.signedFileId ?? form.fileId);
    });
    await noteDownload(ctx, entered, file.name, callerOf(c));
    return serveFile(c, file, 'inline');
  });

  return app;
}

function enter(ctx: Ctx, c: WebContext): Promise<Entered> {
  return enterLink(ctx, c.req.param('token') ?? '', 'form_a', callerOf(c));
}

async function show(ctx: Ctx, c: WebContext, { owner, link }: Entered, typedForm: FormState | undefined) {
  const id = link.subjectId as Id<'formA'>;
  const form = await asOwner(ctx.db, owner, tx => readFormAToSign(tx, id));
  if (!form) throw notFound('page');
  const content = form.contentSealed === null ? undefined : openContent(ctx, id, form.contentSealed);
  return showPage(
    c,
    {
      title: content ? `Form A of ${content.locum.name}` : 'Form A',
      lead: content && `GP locum work for ${content.practice.name}, invoice ${content.invoiceNumber}`,
      islands: ['signature-pad'],
      outside: true,
    },
    form.isWithdrawn ? (
      <Caution>This form was withdrawn with its invoice. A new one will be sent to you.</Caution>
    ) : (
      <div class="flex flex-col gap-10">
        {content && <Content content={content} />}
        <p>
          <a class="btn min-h-11" href={`${c.req.path}/pdf`}>
            {form.isSigned ? 'The signed form (PDF)' : 'The form (PDF)'}
          </a>
        </p>
        <Step c={c} form={form} content={content} typedForm={typedForm} />
      </div>
    ),
  );
}

function Step(props: {
  c: WebContext;
  form: FormAToSign;
  content: FormA | undefined;
  typedForm: FormState | undefined;
}) {
  const { c, form, content } = props;
  if (form.isSigned && form.signedAt) {
    return (
      <p>
        Signed by {form.signedBy}, <Moment at={form.signedAt} />. Both sides were sent the signed form.
      </p>
    );
  }
  if (form.isGivenUp) return <Caution>This work is not pensioned any more. You need not sign its form.</Caution>;
  if (!content) return <p>This form was made before forms could be signed here. Please sign the paper.</p>;
  const fields = props.typedForm ?? freshForm({ practiceCode: content.practice.code ?? '' });
  return (
    <Form action={c.req.path} form={fields} submit="Sign Form A">
      <FieldGroup
        legend="Part 2: the practice"
        hint="To be completed by somebody who may certify pension papers for the practice, such as the practice manager or a partner. Not by the locum."
      >
        <FieldRow>
          <TextField form={fields} name="practiceCode" label="EA or practice code" required={false} width="w-40" />
          <TextField form={fields} name="coveredGps" label="GP or GPs covered" required={false} width="w-72" />
        </FieldRow>
        <DayField form={fields} name="paidOn" label="Date paid to the locum (optional)" />
        <CheckboxField
          form={fields}
          name="declared"
          label={`${content.locum.name} did this work for the practice, and the practice has paid ${paidWords(content)} to the locum.`}
        />
      </FieldGroup>
      <FieldGroup legend="Signature">
        <FieldRow>
          <TextField form={fields} name="name" label="Your full name" autocomplete="name" width="w-72" />
          <TextField form={fields} name="role" label="Your role" autocomplete="organization-title" width="w-64" />
        </FieldRow>
        <signature-pad hidden>
          <input type="hidden" name="drawing" value="" />
          <p class="mt-1 flex flex-wrap items-center gap-3 text-sm text-muted">
            Draw your signature, or leave the box empty: then your typed name signs.
            <button type="button" class="btn btn-sm min-h-11">
              Clear
            </button>
          </p>
        </signature-pad>
        <p class="max-w-prose text-sm text-muted">
          Your name, role, the time, your browser and a coded form of your network address go onto the page of evidence
          behind the signed form.
        </p>
      </FieldGroup>
    </Form>
  );
}

function Content({ content }: { content: FormA }) {
  return (
    <Facts
      rows={[
        [
          'Worked',
          <ul>
            {content.periods.map(run => (
              <li>
                {run.from.equals(run.to) ? formatDay(run.from) : `${formatDay(run.from)} to ${formatDay(run.to)}`}
              </li>
            ))}
          </ul>,
        ],
        ['Box 1: gross fee', formatPounds(content.feePence)],
        ['Box 2: pensionable pay, 90% of box 1', formatPounds(content.pensionablePayPence)],
        ...(practicePaysShare(content)
          ? [
              [
                `Box 3: employer contribution, ${formatPercent(content.employerBasisPoints)} of box 2`,
                formatPounds(content.employerContributionPence),
              ] as const,
            ]
          : []),
      ]}
    />
  );
}

function paidWords(content: FormA): string {
  return practicePaysShare(content)
    ? `the fee and the employer contribution of ${formatPounds(content.employerContributionPence)}`
    : 'the fee';
}

function practicePaysShare(content: FormA): boolean {
  return SCHEMES[schemeOf(content.nation)].employerShare.paidBy === 'practice';
}
