import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that carries a callback's signature. */
export const SIGNATURE_HEADER = 'x-circula-signature';

/** HMAC-SHA-256 over the exact bytes of a callback, in hexadecimal. */
export function signCallback(body: string | Buffer, secret: string): string {
  return createHmac('sha256', secret).update('circula payment callback\0').update(body).digest('hex');
}

/** Whether a callback was signed with the secret; takes the same time for every wrong signature. */
export function isSignedCallback(body: string | Buffer, signature: string, secret: string): boolean {
  const expected = Buffer.from(signCallback(body, secret));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
