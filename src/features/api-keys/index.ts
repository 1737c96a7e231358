/** The face of API keys. */
export { makeKey } from './make-key.ts';
export { deleteEndedKeys, holderOfKey, touchKey } from './store.ts';
