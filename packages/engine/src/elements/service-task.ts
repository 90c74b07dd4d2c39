import { working } from './working.ts';

/** Work of a program: a job of its type. */
export const serviceTask = working('serviceTask');
