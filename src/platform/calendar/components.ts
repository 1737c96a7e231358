import ICAL from 'ical.js';

/** One property of a component: `DTSTART;TZID=Europe/London:20261124T083000`. */
export interface Entry {
  readonly type: string;
  /** Text in ISO form, or an object for a rule. A period is a pair. */
  readonly values: readonly unknown[];
  parameter(name: string): string | undefined;
}

export interface ReadComponent {
  /** The first property of that name. */
  one(name: string): Entry | undefined;
  all(name: string): readonly Entry[];
  /** The first value of that name as text. */
  text(name: string): string | undefined;
  /** As ical.js holds it. */
  readonly jCal: JCal;
}

type JProperty = readonly [
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  type: string,
  ...values: unknown[],
];
export type JCal = readonly [name: string, properties: readonly JProperty[], components: readonly JCal[]];

export type Components =
  | {
      readonly ok: true;
      readonly events: readonly ReadComponent[];
      readonly timezones: readonly ReadComponent[];
      readonly freeBusy: readonly ReadComponent[];
      /** The zone that the calendar as a whole names, for times in a zone that nobody knows. */
      readonly zoneName: string | undefined;
      /** True where the whole calendar is a cancellation. */
      readonly isCancelled: boolean;
      readonly unreadable: number;
    }
  | { readonly ok: false; readonly reason: 'not_a_calendar' | 'cut_off' };

/**
 * Takes the text apart component by component, so that one that is broken does not hide the others. Text of which the end is
 * missing is refused whole: nobody knows what else is missing.
 */
export function readComponents(text: string): Components {
  const lines = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r\n|\r|\n/);
  if (!/^BEGIN:VCALENDAR\s*$/i.test(lines[0] ?? '')) return { ok: false, reason: 'not_a_calendar' };
  if (!/^END:VCALENDAR\s*$/i.test(lines.at(-1) ?? '')) return { ok: false, reason: 'cut_off' };
  const found: Record<Kind, ReadComponent[]> = { VEVENT: [], VTIMEZONE: [], VFREEBUSY: [] };
  let unreadable = 0;
  let zoneName: string | undefined;
  let isCancelled = false;
  let open: { kind: Kind; lines: string[] } | undefined;
  for (const line of lines) {
    const kind = KINDS.find(it => opens(line, it));
    if (kind) {
      if (open) return { ok: false, reason: 'cut_off' };
      open = { kind, lines: [] };
    }
    if (!open) {
      zoneName ??= /^X-WR-TIMEZONE[^:]*:(.+)$/i.exec(line)?.[1]?.trim();
      isCancelled ||= /^METHOD:CANCEL\s*$/i.test(line);
      continue;
    }
    open.lines.push(line);
    if (!closes(line, open.kind)) continue;
    const component = parsed(open.lines);
    if (component) found[open.kind].push(component);
    else if (open.kind !== 'VTIMEZONE') unreadable++;
    open = undefined;
  }
  if (open) return { ok: false, reason: 'cut_off' };
  return {
    ok: true,
    events: found.VEVENT,
    timezones: found.VTIMEZONE,
    freeBusy: found.VFREEBUSY,
    zoneName,
    isCancelled,
    unreadable,
  };
}

const KINDS = ['VEVENT', 'VTIMEZONE', 'VFREEBUSY'] as const;
type Kind = (typeof KINDS)[number];

function opens(line: string, kind: Kind): boolean {
  return line.length < 20 && line.trimEnd().toUpperCase() === `BEGIN:${kind}`;
}

function closes(line: string, kind: Kind): boolean {
  return line.length < 20 && line.trimEnd().toUpperCase() === `END:${kind}`;
}

function parsed(lines: readonly string[]): ReadComponent | undefined {
  try {
    return component(ICAL.parse(lines.join('\r\n')) as JCal);
  } catch {
    // ical.js throws its own and plain errors for every kind of breakage
    return undefined;
  }
}

function component(jCal: JCal): ReadComponent {
  const all = (name: string) => jCal[1].filter(it => it[0] === name).map(entry);
  return {
    jCal,
    all,
    one: name => all(name)[0],
    text: name => {
      const value = all(name)[0]?.values[0];
      return value === undefined ? undefined : String(value).trim();
    },
  };
}

function entry([, parameters, type, ...values]: JProperty): Entry {
  return {
    type,
    values,
    parameter: name => {
      const value = parameters[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
}
