/** What a refusal tells: a stable code for machines, a sentence for people, and the field it is about, if any. */
export interface RefusalReason {
  /** `subject.reason`, declared by the feature: `invoice.already_paid`. */
  readonly code: string;
  /** Says what is wrong, where, and how to put it right. */
  readonly message: string;
  /** The input's field, so that the form can show the message beside it. */
  readonly field?: string;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
  /** HTTP status; 409 unless told. */
  readonly status?: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429;
}

/** A verb's "no": expected, explained, and nothing was changed. Anything else thrown is a fault. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(`${reason.code}: ${reason.message}`);
    this.name = 'Refusal';
    this.reason = reason;
  }
}

/** A stranger's thing and a missing thing are answered alike, so that nobody can probe for what exists. */
export function notFound(what: string): Refusal {
  return new Refusal({ code: 'not_found', message: `There is no such ${what}.`, status: 404 });
}

/** Problems with single fields of one input, all at once. */
export class InputRefusal extends Refusal {
  readonly fields: Readonly<Record<string, string>>;
  constructor(fields: Readonly<Record<string, string>>) {
    super({ code: 'input.invalid', message: 'Please check the fields marked below.', status: 422 });
    this.name = 'InputRefusal';
    this.fields = fields;
  }
}

/** RFC 9457 body of a refusal. */
export function problemOf(refusal: Refusal): Record<string, unknown> {
  return {
    type: `urn:sessional:problem:${refusal.reason.code}`,
    title: refusal.reason.message,
    status: statusOf(refusal),
    code: refusal.reason.code,
    ...(refusal.reason.field ? { field: refusal.reason.field } : {}),
    ...(refusal instanceof InputRefusal ? { errors: refusal.fields } : {}),
  };
}

export function statusOf(refusal: Refusal): NonNullable<RefusalReason['status']> {
  return refusal.reason.status ?? 409;
}

/** The messages by field, for a form; what belongs to no field stands under `form`. */
export function fieldErrorsOf(refusal: Refusal): Record<string, string> {
  if (refusal instanceof InputRefusal) return { ...refusal.fields };
  return { [refusal.reason.field ?? 'form']: refusal.reason.message };
}

/** PostgreSQL's SQLSTATE of a failed statement, where that is what was thrown: `23P01` is an overlap. */
export function sqlState(fault: unknown): string | undefined {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined;
}

/** The name of the violated constraint, where PostgreSQL gave one. */
export function violatedConstraint(fault: unknown): string | undefined {
  return fault instanceof Error && 'constraint' in fault && typeof fault.constraint === 'string'
    ? fault.constraint
    : undefined;
}
