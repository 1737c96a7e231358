import { z } from 'zod';
import { requiredText, shownId } from '#platform/input.ts';

export const messageInput = z.object({
  id: shownId('message', 'the message').optional(),
  body: requiredText('a message', 5000),
});

export type MessageInput = z.output<typeof messageInput>;

/** What somebody writes on an access link: they also say who they are. */
export const linkMessageInput = messageInput.extend({ name: requiredText('your name', 100) });
