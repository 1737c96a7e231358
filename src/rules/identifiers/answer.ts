/** What checking a number says: the number as it is kept, perhaps with a warning, or what is wrong with it. */
export type Checked =
  | { readonly ok: true; readonly value: string; readonly warning?: string }
  | { readonly ok: false; readonly reason: 'wrong_format' | 'wrong_check_digit'; readonly message: string };

export function accept(value: string, warning?: string): Checked {
  return warning === undefined ? { ok: true, value } : { ok: true, value, warning };
}

export function refuse(message: string, reason: 'wrong_format' | 'wrong_check_digit' = 'wrong_format'): Checked {
  return { ok: false, reason, message };
}

/** Capital letters and digits only: how people's spaces, dots and dashes are taken off. */
export function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** All but the last characters hidden: `••••1234`. */
export function maskTail(value: string, shown = 4): string {
  return value.length <= shown ? '••••' : `••••${value.slice(-shown)}`;
}
