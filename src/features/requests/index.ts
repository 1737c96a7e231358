/** The face of requests: what organisations ask for. */
export { listRequests } from './store.ts';
