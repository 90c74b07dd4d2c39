import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Where a chain stood on a day, signed: what came before cannot be changed without the key, nor cut off. */
export interface Anchor {
  readonly institution: string;
  /** `YYYY-MM-DD`, Bucharest. */
  readonly day: string;
  /** The last entry and its hash, in hexadecimal. */
  readonly seq: number;
  readonly hash: string;
  /** Instant in ISO 8601, UTC, milliseconds. */
  readonly at: string;
  /** Ed25519, SubjectPublicKeyInfo in base64. */
  readonly publicKey: string;
  /** Over the canonical JSON of the other fields but `publicKey`; base64. */
  readonly signature: string;
}

/** Signs anchors. */
export class AnchorKey {
  readonly #key: KeyObject;
  /** As in `Anchor.publicKey`. */
  readonly publicKey: string;

  /** `pem`: an Ed25519 private key. */
  constructor(pem: string) {
    this.#key = createPrivateKey(pem);
    this.publicKey = publicKeyOf(this.#key);
  }

  sign(stand: Omit<Anchor, 'publicKey' | 'signature'>): Anchor {
    const signature = sign(null, signedBytes(stand), this.#key).toString('base64');
    return { ...stand, publicKey: this.publicKey, signature };
  }
}

/** A new private key in PEM. */
export function newAnchorKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The public part of a private or public key, in PEM or as object, in the form anchors carry. Throws for others. */
export function publicKeyOf(key: string | KeyObject): string {
  const object = createPublicKey(key);
  if (object.asymmetricKeyType !== 'ed25519') throw new Error('Anchors are signed with Ed25519.');
  return object.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** Whether the anchor carries a good signature of the key it names. Whether to trust that key is another question. */
export function isSigned(anchor: Anchor): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(anchor.publicKey, 'base64'), type: 'spki', format: 'der' });
    return verify(null, signedBytes(anchor), key, Buffer.from(anchor.signature, 'base64'));
  } catch {
    return false;
  }
}

/** Short name of a key, for people. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);
}

function signedBytes({ institution, day, seq, hash, at }: Omit<Anchor, 'publicKey' | 'signature'>): Buffer {
  return Buffer.from(canonicalJson({ anchor: 1, institution, day, seq, hash, at }));
}
