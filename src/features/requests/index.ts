/** The face of requests: what organisations ask for. */

export { dropUnconfirmed } from './send-request.ts';
export { listRequests } from './store.ts';
