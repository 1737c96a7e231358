/** Structured log: one JSON line an event, ids and counts only. Never names, addresses, mail texts or field values. */
export interface Log {
  /** `event` is a fixed word like `job.failed`; details carry ids, durations and counts. */
  write(level: 'info' | 'warn' | 'error', event: string, details?: Readonly<Record<string, LogValue>>): void;
  /** Something unforeseen was thrown. */
  fault(event: string, fault: unknown, details?: Readonly<Record<string, LogValue>>): void;
}

export type LogValue = string | number | boolean | null | undefined;

/**
 * Writes JSON lines through the given sink (`process.stdout` at the roof, an array in tests). `tellsMessages` only in development:
 * a fault's message can quote somebody's words.
 */
export function jsonLog(now: () => Temporal.Instant, sink: (line: string) => void, tellsMessages: boolean): Log {
  const write: Log['write'] = (level, event, details = {}) => {
    sink(`${JSON.stringify({ at: now().toString(), level, event, ...details })}\n`);
  };
  return {
    write,
    fault(event, fault, details) {
      const message = tellsMessages && fault instanceof Error ? fault.message : undefined;
      write('error', event, { ...details, ...describeFault(fault), message });
    },
  };
}

/** What may be told of any fault: its name, code and where it was thrown. */
function describeFault(fault: unknown): Record<string, LogValue> {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined;
  const stack = fault.stack
    ?.split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map(line => line.trim())
    .join(' < ');
  return { fault: fault.name, code, stack };
}
