/** The laws are plain JavaScript, as dependency-cruiser wants them. */
declare module '*.dependency-cruiser.mjs' {
  import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

  const laws: { forbidden: IForbiddenRuleType[]; options: ICruiseOptions };
  export default laws;
}
