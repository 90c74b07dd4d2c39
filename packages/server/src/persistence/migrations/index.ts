import { Initial } from './0001-initial.ts';

/** Every migration, oldest first. A released migration is never edited; a change is a new file. */
export const migrations = [Initial] as const;
