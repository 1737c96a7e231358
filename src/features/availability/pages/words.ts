import { formatTime } from '#rules/dates.ts';
import type { KeptException, KeptRule } from '../store.ts';

export const EXCEPTION_LABELS: Readonly<Record<KeptException['kind'], string>> = {
  off: 'Days off',
  block: 'Blocked hours',
  extra: 'Extra session',
};

export const WEEKDAY_LABELS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `Tuesday and Thursday, 08:30–12:30, every second week` */
export function ruleWords(rule: KeptRule): string {
  const names = rule.weekdays.map(it => WEEKDAY_LABELS[it - 1] ?? '');
  const days = names.length === 7 ? 'Every day' : listed(names);
  const times = `${formatTime(rule.from)}–${formatTime(rule.to)}`;
  return [
    days,
    times,
    ...(rule.everyWeeks === 2 ? ['every second week'] : []),
    ...(rule.asksFirst ? ['asking you first'] : []),
  ].join(', ');
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
