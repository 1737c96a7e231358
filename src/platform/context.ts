import type { Kysely } from 'kysely';
import type { Tables } from '#database/tables.ts';
import type { CalendarSource } from '#ports/calendar-source.ts';
import type { Clock } from '#ports/clock.ts';
import type { Geocoder } from '#ports/geocoder.ts';
import type { Mailer } from '#ports/mailer.ts';
import type { Queue } from '#ports/queue.ts';
import type { Scanner } from '#ports/scanner.ts';
import type { FieldCipher } from './encryption.ts';
import type { LinkSigner } from './link-signer.ts';
import type { Log } from './log.ts';
import type { Processor } from './processor.ts';
import type { SealedFiles } from './sealed-files.ts';

/** Everything the outside world gives to a verb. The roof fills it once; a verb names the parts it needs. */
export interface Context {
  readonly db: Kysely<Tables>;
  readonly calendars: CalendarSource;
  readonly clock: Clock;
  readonly files: SealedFiles;
  readonly geocoder: Geocoder;
  readonly mailer: Mailer;
  readonly queue: Queue;
  readonly scanner: Scanner;
  readonly cipher: FieldCipher;
  readonly links: LinkSigner;
  readonly log: Log;
  readonly site: Site;
}

/** What a verb asks for: `raiseInvoice(ctx: Needs<'db' | 'clock'>, …)`. */
export type Needs<Part extends keyof Context> = Pick<Context, Part>;

/** Facts of this installation that letters and pages show. */
export interface Site {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Who runs it, as the legal pages and mails name them. */
  readonly operatorName: string;
  /** Who they are to be written to as; undefined in development only. */
  readonly operator: { readonly name: string; readonly address: string; readonly email: string } | undefined;
  /** Who else gets personal data, as this installation is set up. */
  readonly processors: readonly Processor[];
  /** Address that mails are sent from. */
  readonly mailFrom: string;
  /** Mail to any name at this domain comes back to us, so that a reply becomes a message; undefined where no mail comes in. */
  readonly replyDomain: string | undefined;
  /** True where a demo may be offered and the mailbox page is shown: never in production. */
  readonly isDevelopment: boolean;
}
