/** The face of API keys. */
export { apiKeyInput } from './input.ts';
export { makeKey, revokeKey } from './make-key.ts';
export { holderOfKey, type KeyHolder, touchKey } from './store.ts';
