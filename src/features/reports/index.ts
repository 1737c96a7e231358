/** The face of reports. */
export { setGoal } from './goal.ts';
