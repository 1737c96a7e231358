/** Port: what time it is. Everything that needs "now" or "today" asks this and nothing else. */
export interface Clock {
  /** The present moment. */
  now(): Temporal.Instant;
  /** Today's date in Europe/London, whatever the machine's own zone. */
  today(): Temporal.PlainDate;
}
