import { formatDay, formatDayShort, formatMoment, formatTime } from '#rules/dates.ts';
import { formatPounds, type Pence } from '#rules/money.ts';

/** An amount, in figures of one width. With `href` it opens to what it is made of. */
export function Money({ pence, href }: { pence: Pence; href?: string }) {
  const text = <span class="tabular-nums">{formatPounds(pence)}</span>;
  return href === undefined ? (
    text
  ) : (
    <a href={href} class="link link-hover">
      {text}
    </a>
  );
}

/** How many, in figures of one width; opens to them. */
export function Count({ of, href }: { of: number; href: string }) {
  return (
    <a href={href} class="link link-hover tabular-nums">
      {of}
    </a>
  );
}

/** `Tue 24 Nov 2026` */
export function Day({ day, short }: { day: Temporal.PlainDate; short?: boolean }) {
  return <time datetime={day.toString()}>{short ? formatDayShort(day) : formatDay(day)}</time>;
}

/** `09:30–13:00`, in London time, with `+1` where it ends on a later day. */
export function Span({ from, to }: { from: Temporal.Instant; to: Temporal.Instant }) {
  const [start, end] = [from, to].map(moment => moment.toZonedDateTimeISO('Europe/London'));
  if (!start || !end) return null;
  const later = start.toPlainDate().until(end.toPlainDate()).days;
  return (
    <span class="whitespace-nowrap tabular-nums">
      {formatTime(start.toPlainTime())}–{formatTime(end.toPlainTime())}
      {later > 0 && <abbr title={later === 1 ? 'ends the next day' : `ends ${later} days later`}> +{later}</abbr>}
    </span>
  );
}

/** `Tue 24 Nov 2026, 14:05` in London. */
export function Moment({ at }: { at: Temporal.Instant }) {
  return <time datetime={at.toString()}>{formatMoment(at)}</time>;
}

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error';

const TONES: Record<Tone, string> = {
  neutral: '',
  info: 'badge-info',
  success: 'badge-success',
  warning: 'badge-warning',
  error: 'badge-error',
};

/** A state in one word. Colour repeats what the word says, never replaces it. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return <span class={`badge badge-soft whitespace-nowrap ${TONES[tone]}`}>{children}</span>;
}
