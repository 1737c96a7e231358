import { z } from 'zod';
import { checkbox, choice, email, optionalText, requiredText } from '#platform/input.ts';
import { PROFESSION_CODES } from '#rules/professions.ts';
import { PASSWORD_LEAST, PASSWORD_MOST } from './engine.ts';

const newPassword = z
  .string({ error: 'Choose a password.' })
  .min(PASSWORD_LEAST, `Choose a password of at least ${PASSWORD_LEAST} characters.`)
  .max(PASSWORD_MOST, `Keep the password to ${PASSWORD_MOST} characters.`);

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

export const nameInput = z.object({
  title: optionalText('your title', 20),
  firstName: requiredText('your first name', 80),
  lastName: requiredText('your last name', 80),
  profession: choice('your profession', PROFESSION_CODES),
});
