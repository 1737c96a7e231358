/** The face of API keys. */
export { makeKey } from './make-key.ts';
export { holderOfKey, touchKey } from './store.ts';
