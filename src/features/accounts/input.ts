import { z } from 'zod';
import { checkbox, choice, email, optionalText, requiredText } from '#platform/input.ts';
import { PROFESSION_CODES } from '#rules/professions.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './engine.ts';
import { isGuessable } from './guessable-password.ts';

const newPassword = z
  .string({ error: 'Choose a password.' })
  .min(PASSWORD_LEAST, `Choose a password of at least ${PASSWORD_LEAST} characters.`)
  .max(PASSWORD_MOST, `Keep the password to ${PASSWORD_MOST} characters.`)
  .refine(password => !isGuessable(password), {
    error:
      'This password is among the first that are guessed. Choose another one, such as three words that do not belong together.',
  });

export const signUpInput = z.object({
  title: optionalText('your title', 20),
  firstName: requiredText('your first name', 80),
  lastName: requiredText('your last name', 80),
  email: email('your email address'),
  password: newPassword,
  profession: choice('your profession', PROFESSION_CODES),
  adult: checkbox().refine(ticked => ticked, {
    error: 'Sessional is for people of 18 and over. Please confirm that you are.',
  }),
});

export const signInInput = z.object({
  email: email('your email address'),
  password: z
    .string({ error: 'Enter your password.' })
    .min(1, 'Enter your password.')
    .max(PASSWORD_MOST, 'That password is too long.'),
});

export const forgottenInput = z.object({ email: email('your email address') });

export const resetInput = z.object({ token: z.string().min(1), password: newPassword });

export const changePasswordInput = z.object({
  current: z.string({ error: 'Enter your present password.' }).min(1, 'Enter your present password.'),
  password: newPassword,
});

/** A code of the app or a recovery code. */
export const codeInput = z.object({
  code: z.string({ error: 'Enter the code.' }).trim().min(1, 'Enter the code.').max(40, 'That is longer than a code.'),
});

/** What the browser answered for a passkey, with our ticket. */
export const passkeyInput = z.object({
  ticket: z.string().min(1, 'Press the button again.').max(200, 'Press the button again.'),
  answer: z.string().min(1, 'Press the button again.').max(20_000, 'That is longer than a passkey’s answer.'),
});

/** The password, or where an app is switched on a code of it. */
export const proofInput = z
  .object({
    password: z.string().max(PASSWORD_MOST, 'That password is too long.').default(''),
    code: z.string().trim().max(40, 'That is longer than a code.').default(''),
  })
  .refine(given => given.password !== '' || given.code !== '', { path: ['password'], error: 'Enter your password.' });

export const nameInput = z.object({
  title: optionalText('your title', 20),
  firstName: requiredText('your first name', 80),
  lastName: requiredText('your last name', 80),
  profession: choice('your profession', PROFESSION_CODES),
});
