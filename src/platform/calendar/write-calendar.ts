/** One event as other calendars are told of it. */
export interface CalendarEvent {
  /** Stays the same for ever, so that a later version replaces an earlier one: `bkg_…@sessional.example`. */
  readonly uid: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly summary: string;
  readonly location?: string | null;
  readonly description?: string | null;
  readonly url?: string | null;
  /** Counts the versions, the highest wins; by the seconds of `updatedAt` unless told. */
  readonly sequence?: number;
  readonly cancelled: boolean;
  readonly updatedAt: Temporal.Instant;
}

/** Something that holds for a whole day, and keeps nobody from anything. */
export interface CalendarDay {
  /** Stays the same for ever, as that of an event. */
  readonly uid: string;
  readonly on: Temporal.PlainDate;
  readonly summary: string;
  readonly description: string;
}

export interface CalendarToWrite {
  /** What the calendar is called where it is subscribed to. */
  readonly name: string;
  readonly events: readonly CalendarEvent[];
  readonly days?: readonly CalendarDay[];
  /** The moment that its days are stamped with. */
  readonly writtenAt?: Temporal.Instant;
  /** How often a subscriber should ask again; none for a file of one event. */
  readonly refreshHours?: number;
}

/** What to serve it as. */
export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';

/** The text of an .ics file by RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545); times in UTC, which every program understands. */
export function writeCalendar(calendar: CalendarToWrite): string {
  const { name, events, days = [], writtenAt, refreshHours } = calendar;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sessional//Sessional//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    // NAME and REFRESH-INTERVAL are RFC 7986; the others are what programs understood before it
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    ...(refreshHours === undefined
      ? []
      : [`REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`, `X-PUBLISHED-TTL:PT${refreshHours}H`]),
    ...events.flatMap(linesOf),
    ...days.flatMap(day => linesOfDay(day, writtenAt)),
    'END:VCALENDAR',
  ];
  return lines.map(line => `${folded(line)}\r\n`).join('');
}

function linesOf(event: CalendarEvent): string[] {
  const { location, description, url } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utc(event.updatedAt)}`,
    `LAST-MODIFIED:${utc(event.updatedAt)}`,
    `SEQUENCE:${event.sequence ?? secondsOf(event.updatedAt)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(location ? [`LOCATION:${escaped(location)}`] : []),
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    // an address is not text: it is not escaped, and nothing may end its line
    ...(url ? [`URL:${url.replace(CONTROLS, '')}`] : []),
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${event.cancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

/** The end of a whole day is the day after it, left out (RFC 5545, 3.6.1). */
function linesOfDay(day: CalendarDay, writtenAt: Temporal.Instant | undefined): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(day.uid)}`,
    ...(writtenAt === undefined ? [] : [`DTSTAMP:${utc(writtenAt)}`]),
    `DTSTART;VALUE=DATE:${dateOf(day.on)}`,
    `DTEND;VALUE=DATE:${dateOf(day.on.add({ days: 1 }))}`,
    `SUMMARY:${escaped(day.summary)}`,
    `DESCRIPTION:${escaped(day.description)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `20261124` */
function dateOf(day: Temporal.PlainDate): string {
  return day.toString().replaceAll('-', '');
}

function secondsOf(moment: Temporal.Instant): number {
  return Math.floor(moment.epochMilliseconds / 1000);
}

/** `20261124T083000Z` */
function utc(moment: Temporal.Instant): string {
  return moment.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}

const CONTROLS = /\p{Cc}/gu;

function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, letter => `\\${letter}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(CONTROLS, '');
}

const LINE_OCTETS = 75;

/** Lines of at most 75 octets, the following ones begun with a space that counts; no character is cut apart. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LINE_OCTETS) return line;
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const letter of line) {
    const more = Buffer.byteLength(letter);
    if (octets + more > LINE_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += letter;
    octets += more;
  }
  return [...lines, current].join('\r\n');
}
