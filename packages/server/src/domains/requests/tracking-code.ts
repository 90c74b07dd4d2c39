import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Letters and digits that nobody confuses on paper: no 0 and O, no 1, I and L, no U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;

/** A fresh tracking code: 28 characters out of 30, 137 bits of randomness. */
export function newTrackingCode(): string {
  let code = '';
  while (code.length < LENGTH)
    for (const byte of randomBytes(LENGTH * 2)) {
      // Bytes past the last whole multiple would favour the first letters.
      if (byte < 240 && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
    }
  return code;
}

/** What is stored to find a code: people may type it in small letters, with spaces or hyphens. */
export function trackingCodeHash(code: string): Buffer {
  const normal = code.toUpperCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`circula tracking code\0${normal}`).digest();
}

/** A code so that the applicant can see it again: AES-256-GCM under a key derived from the installation's secret. */
export function encryptTrackingCode(code: string, secret: string, request: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce);
  cipher.setAAD(Buffer.from(request));
  return Buffer.concat([nonce, cipher.update(code, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** The code again; null when the secret has changed meanwhile or the row was tampered with. */
export function decryptTrackingCode(stored: Buffer, secret: string, request: string): string | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), stored.subarray(0, 12));
    decipher.setAAD(Buffer.from(request));
    decipher.setAuthTag(stored.subarray(-16));
    return Buffer.concat([decipher.update(stored.subarray(12, -16)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'circula tracking codes', 32));
}
