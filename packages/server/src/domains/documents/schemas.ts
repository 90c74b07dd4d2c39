import { type Static, Type } from 'typebox';
import { Instant, Slug, Uuid } from '../schema.ts';

export const DocumentInfo = Type.Object(
  {
    id: Uuid,
    kind: Type.String({ description: 'Template that made it: recipisa, certificat …' }),
    title: Type.String(),
    version: Type.Integer(),
    mediaType: Type.String(),
    sha256: Type.String(),
    createdAt: Instant,
    bytes: Type.Integer(),
  },
  { $id: 'DocumentInfo' },
);
export type DocumentInfo = Static<typeof DocumentInfo>;

export const DocumentParams = Type.Object({ institution: Slug, request: Uuid, document: Uuid });

export const documentSchemas = [DocumentInfo];
