/**
 * Asks the browser for a passkey and posts what it gives to `action`. Passkeys are the browser's own, so this needs script: without it
 * nothing is shown, and the password beside it does the same.
 */
export function PasskeyForm(props: {
  /** Whether one is made or one is used. */
  purpose: 'create' | 'get';
  /** Where the browser gets what it is asked for. */
  options: string;
  action: string;
  label: string;
  next?: string;
}) {
  return (
    <passkey-form purpose={props.purpose} options={props.options} hidden>
      <form method="post" action={props.action}>
        <input type="hidden" name="next" value={props.next ?? ''} />
        <input type="hidden" name="ticket" value="" />
        <input type="hidden" name="answer" value="" />
        <button type="submit" class="btn min-h-11">
          {props.label}
        </button>
        <p role="status" class="mt-2"></p>
      </form>
    </passkey-form>
  );
}
