/** One thing to do, with the one step that does it. */
export interface Task {
  readonly text: string;
  readonly detail: string;
  readonly href: string;
  readonly step: string;
  readonly tone: 'error' | 'warning' | 'info';
}
