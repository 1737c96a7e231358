/** Somebody outside who gets personal data because this installation is set up to use them. Told on the page of sub-processors. */
export interface Processor {
  readonly name: string;
  readonly purpose: string;
  readonly data: string;
  /** Where they work with it, in words; undefined where only the operator knows. */
  readonly country?: string;
}
