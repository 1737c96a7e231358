import type { OwnedTransaction } from '#platform/access.ts';
import type { Needs } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { type FormState, inScope } from '#platform/form.ts';
import { newId } from '#platform/ids.ts';
import { readStoredFile, type StoredFile } from '#platform/stored-file.ts';
import { MessageThread } from '#platform/ui/thread.tsx';
import { showId } from '#rules/ids.ts';
import type { Message, Subject } from './message.ts';
import { listMessages } from './store.ts';

/** A thread as the organisation sees it on its link. `path` is the link's own; messages are posted to `…/messages`, files are under `…/files/`. */
export function LinkedThread(props: {
  messages: readonly Message[];
  path: string;
  form: FormState | undefined;
  /** What both write about: `this booking`. */
  about: string;
  locum: string;
}) {
  return (
    <MessageThread
      messages={props.messages.map(message => ({
        authorName: message.authorName,
        isMine: message.author === 'organisation',
        body: message.body,
        sentAt: message.sentAt,
        beneath: message.files.map(file => (
          <a class="link mt-2 block" href={`${props.path}/files/${showId('file', file.id)}`}>
            {file.name}
          </a>
        )),
      }))}
      action={`${props.path}/messages`}
      form={inScope('message', props.form)}
      nextId={showId('message', newId('message'))}
      asksName
      empty={`Write to ${props.locum} about ${props.about}: the answer comes by mail and stands here.`}
    />
  );
}

/** A file that was sent within a thread, by its shown id. Refuses `not_found`, also for files of other threads. */
export async function readMessageFile(
  ctx: Needs<'files'>,
  tx: OwnedTransaction,
  subject: Subject,
  shown: string,
): Promise<StoredFile> {
  const files = (await listMessages(tx, subject)).flatMap(message => message.files);
  const wanted = files.find(file => showId('file', file.id) === shown);
  if (!wanted) throw notFound('file');
  return readStoredFile(ctx, tx, wanted.id);
}
