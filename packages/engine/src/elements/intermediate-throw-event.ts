import { throwing } from './throwing.ts';

/** Throws its trigger and goes on. */
export const intermediateThrowEvent = throwing('intermediateThrowEvent');
