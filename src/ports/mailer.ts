/** Port: one outgoing mail handed to the outside world. */
export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface OutgoingMail {
  /** Our own id of the mail: an adapter that can, uses it as idempotency key and always as the Message-ID's local part. */
  readonly id: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /** Extra headers, for instance List-Unsubscribe. Names and values are single-line. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** accepted: the provider took it. refused: it never will (bad address, blocked); do not try again. Anything else throws and is retried. */
export type MailOutcome =
  | { readonly kind: 'accepted'; readonly providerMessageId: string }
  | { readonly kind: 'refused'; readonly reason: string };

export interface Mailer {
  /** Short name kept beside the mail's status: `mailbox`, `smtp`, `postmark`. */
  readonly name: string;
  /** Sends one mail. Throws on a passing fault (network, 5xx, 4xx SMTP) so that the queue retries. */
  send(mail: OutgoingMail): Promise<MailOutcome>;
}
