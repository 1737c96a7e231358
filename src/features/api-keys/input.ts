import { z } from 'zod';
import { choice, requiredText } from '#platform/input.ts';

export const KEY_DAYS = ['30', '90', '365'] as const;

export const apiKeyInput = z.object({
  label: requiredText('what the key is for', 80),
  scope: choice('what it may do', ['read', 'write']),
  days: choice('how long it lives', KEY_DAYS).transform(Number),
});
