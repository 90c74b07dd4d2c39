import { throwing } from './throwing.ts';

/** Sends a message: by a worker when it has a task definition, else to whoever waits for the message. */
export const sendTask = throwing('sendTask');
