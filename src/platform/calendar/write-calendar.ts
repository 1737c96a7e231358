/** One event of a calendar file. */
export interface CalendarEvent {
  /** The same for the same thing for ever, so that a calendar updates what it has. */
  readonly uid: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly summary: string;
  readonly location?: string;
  readonly description?: string;
  readonly url?: string;
  readonly cancelled?: boolean;
  readonly updatedAt: Temporal.Instant;
}

export interface CalendarToWrite {
  /** How calendar programs call it. */
  readonly name: string;
  readonly events: readonly CalendarEvent[];
}

/** An iCalendar text (RFC 5545): times in UTC, lines of at most 75 octets, ended by CRLF. The same content always gives the same text. */
export function writeCalendar({ name, events }: CalendarToWrite): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sessional//Sessional//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function eventLines(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(event.uid)}`,
    `DTSTAMP:${utc(event.updatedAt)}`,
    `LAST-MODIFIED:${utc(event.updatedAt)}`,
    // counts up with each change, as programs need it to take a later version over an earlier one
    `SEQUENCE:${Math.max(0, Math.floor(event.updatedAt.epochMilliseconds / 1000) - 1_577_836_800)}`,
    `DTSTART:${utc(event.startsAt)}`,
    `DTEND:${utc(event.endsAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
    ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
    ...(event.url ? [`URL:${event.url}`] : []),
    `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

/** `20261124T083000Z` */
function utc(moment: Temporal.Instant): string {
  return moment.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, mark => `\\${mark}`)
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '');
}

const OCTETS = 75;

/** Breaks a line where it is longer than 75 octets, never inside a character. */
function folded(line: string): string {
  let [text, length] = ['', 0];
  for (const letter of line) {
    const octets = Buffer.byteLength(letter);
    if (length + octets > OCTETS) {
      text += '\r\n ';
      length = 1;
    }
    text += letter;
    length += octets;
  }
  return text;
}
