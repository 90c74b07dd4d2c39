import type { Request } from '@circula/client';

/** Anything of a file's content that can be opened: what the applicant sent, what the institution made. */
export interface Attachment {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  /** Address of the bytes. */
  href: string;
  origin: 'applicant' | 'institution';
  createdAt: string | null;
}

/** Kinds of documents that are proof for the applicant and never the matter of a task. */
const receipts: ReadonlySet<string> = new Set(['recipisa']);

/** The document that a task is most likely about: the newest that the institution drafted; null when there is none. */
export function matterOf(request: Request): string | null {
  const drafted = request.documents.filter((item) => !receipts.has(item.kind));
  return [...drafted].sort((one, other) => other.createdAt.localeCompare(one.createdAt))[0]?.id ?? null;
}

/** Everything attached to a request: the institution's documents, newest first, then the applicant's files. */
export function attachmentsOf(request: Request): Attachment[] {
  const base = `/api/v1/institutions/${request.institution.slug}/requests/${request.id}`;
  const documents = [...request.documents].sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  return [
    ...documents.map(
      (item): Attachment => ({
        id: item.id,
        name: item.title,
        mediaType: item.mediaType,
        bytes: item.bytes,
        href: `${base}/documents/${item.id}`,
        origin: 'institution',
        createdAt: item.createdAt,
      }),
    ),
    ...request.files.map(
      (item): Attachment => ({
        id: item.id,
        name: item.name,
        mediaType: item.mediaType,
        bytes: item.bytes,
        href: `${base}/files/${item.id}`,
        origin: 'applicant',
        createdAt: null,
      }),
    ),
  ];
}

/** How an attachment can be looked at inside the page; other kinds are only downloaded. */
export function previewKind(mediaType: string): 'pdf' | 'image' | null {
  if (mediaType === 'application/pdf') return 'pdf';
  return /^image\/(png|jpeg|webp|gif)$/.test(mediaType) ? 'image' : null;
}
