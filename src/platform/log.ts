/** Structured log: one JSON line an event, ids and counts only. Never names, addresses, mail texts or field values. */
export interface Log {
  /** `event` is a fixed word like `job.failed`; details carry ids, durations and counts. */
  write(level: 'info' | 'warn' | 'error', event: string, details?: Readonly<Record<string, LogValue>>): void;
}

export type LogValue = string | number | boolean | null | undefined;

/** Writes JSON lines through the given sink (`process.stdout` at the roof, an array in tests). */
export function jsonLog(now: () => Temporal.Instant, sink: (line: string) => void): Log {
  return {
    write(level, event, details = {}) {
      sink(`${JSON.stringify({ at: now().toString(), level, event, ...details })}\n`);
    },
  };
}

/** What may be told of a fault: its name, code and stack positions, never its message, which can quote somebody's words. */
export function describeFault(fault: unknown): Record<string, LogValue> {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined;
  const at = fault.stack
    ?.split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map(line => line.trim())
    .join(' < ');
  return { fault: fault.name, code, at };
}
