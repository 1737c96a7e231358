import type { Child } from 'hono/jsx';
import type { FormState } from '../form.ts';
import { Moment } from './figures.tsx';
import { Form, HiddenField, TextArea, TextField } from './form.tsx';

/** One message as a thread shows it. */
export interface ShownMessage {
  readonly authorName: string;
  readonly isMine: boolean;
  readonly body: string;
  readonly sentAt: Temporal.Instant;
  /** Beneath the words: attachments, how it came. */
  readonly beneath?: Child;
}

/** Messages in their order, and the field to write the next one. The reader's own stand to the right. */
export function MessageThread(props: {
  messages: readonly ShownMessage[];
  action: string;
  form: FormState;
  /** The id of the message about to be written, so that pressing twice sends once. */
  nextId: string;
  /** True where the writer has to say who they are. */
  asksName?: boolean;
  /** What the empty thread says. */
  empty: string;
}) {
  return (
    <section aria-labelledby="messages">
      <h2 id="messages" class="mb-3 text-lg font-medium">
        Messages
      </h2>
      {props.messages.length === 0 ? (
        <p class="mb-4 text-muted">{props.empty}</p>
      ) : (
        <ol class="mb-6 flex flex-col gap-3">
          {props.messages.map(message => (
            <li
              class={`max-w-prose rounded-box border border-base-300 px-4 py-3 ${message.isMine ? 'ml-8 self-end bg-base-200' : 'mr-8 self-start'}`}
            >
              <p class="text-sm text-muted">
                {message.isMine ? 'You' : message.authorName} · <Moment at={message.sentAt} />
              </p>
              <p class="break-words whitespace-pre-line">{message.body}</p>
              {message.beneath}
            </li>
          ))}
        </ol>
      )}
      <Form action={props.action} form={props.form} submit="Send the message" tone="neutral">
        <HiddenField name="id" value={props.nextId} />
        {props.asksName && (
          <TextField form={props.form} name="name" label="Your name" autocomplete="name" width="w-full max-w-sm" />
        )}
        <TextArea form={props.form} name="body" label="Message" rows={4} />
      </Form>
    </section>
  );
}
