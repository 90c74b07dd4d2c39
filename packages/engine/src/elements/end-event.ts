import { throwing } from './throwing.ts';

/** Where a token ends; throws its trigger first. */
export const endEvent = throwing('endEvent');
