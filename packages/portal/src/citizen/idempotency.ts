import { randomUUID } from 'node:crypto';
import { postedText } from './posted.ts';

/** A key for a form that starts or advances something; made when the page is shown, sent back when it is posted. */
export function newIdempotencyKey(): string {
  return randomUUID();
}

/** The header for a command from a posted page. A page without a usable key gets a new one: the command runs once. */
export function idempotencyHeader(form: FormData): { 'Idempotency-Key': string } {
  const key = postedText(form, '_key');
  return { 'Idempotency-Key': /^[\w-]{16,64}$/.test(key) ? key : newIdempotencyKey() };
}
