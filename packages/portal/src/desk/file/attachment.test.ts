import type { Request } from '@circula/client';
import { describe, expect, it } from 'vitest';
import { matterOf, previewKind } from './attachment.ts';

describe('previewKind', () => {
  it('shows PDF and pictures', () => {
    expect(previewKind('application/pdf')).toBe('pdf');
    expect(previewKind('image/png')).toBe('image');
    expect(previewKind('image/jpeg')).toBe('image');
  });

  it('never shows what could run: SVG, HTML, XML', () => {
    for (const type of ['image/svg+xml', 'text/html', 'application/xhtml+xml', 'text/xml']) {
      expect(previewKind(type)).toBeNull();
    }
  });
});

describe('matterOf', () => {
  const document = (id: string, kind: string, createdAt: string) =>
    ({ id, kind, createdAt }) as Request['documents'][number];

  it('is the newest document that is not a receipt', () => {
    const documents = [
      document('receipt', 'recipisa', '2026-11-26T08:00:00Z'),
      document('first', 'certificat', '2026-11-24T08:00:00Z'),
      document('second', 'certificat', '2026-11-25T08:00:00Z'),
    ];
    expect(matterOf({ documents } as Request)).toBe('second');
  });

  it('is nothing while there is only a receipt', () => {
    expect(matterOf({ documents: [document('receipt', 'recipisa', '2026-11-26T08:00:00Z')] } as Request)).toBeNull();
  });
});
