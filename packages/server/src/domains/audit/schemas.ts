import { type Static, Type } from 'typebox';
import { Day, Instant, Uuid } from '../schema.ts';

export const AuditAnchor = Type.Object(
  {
    institution: Uuid,
    day: Day,
    seq: Type.Integer({ description: 'The last entry of the chain on that day' }),
    hash: Type.String({ description: 'Its SHA-256, hexadecimal' }),
    at: Instant,
    publicKey: Type.String({ description: 'Ed25519, SubjectPublicKeyInfo in base64' }),
    signature: Type.String({ description: 'Over the canonical JSON of the other fields but publicKey; base64' }),
  },
  { $id: 'AuditAnchor' },
);
export type AuditAnchor = Static<typeof AuditAnchor>;

export const auditSchemas = [AuditAnchor];
