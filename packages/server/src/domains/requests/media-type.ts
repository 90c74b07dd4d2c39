/** What applicants may send. */
export type AcceptedMediaType = 'application/pdf' | 'image/jpeg' | 'image/png';

const SIGNATURES: readonly [type: AcceptedMediaType, bytes: readonly number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/**
 * What a file is by its first bytes; names and declared types are not believed. The file must also end as its kind
 * does, which refuses most files that are two kinds at once. Null for everything else.
 */
export function mediaTypeOf(bytes: Uint8Array): AcceptedMediaType | null {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte));
  if (found === undefined) return null;
  const [type] = found;
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 1024)));
  switch (type) {
    case 'application/pdf':
      return tail.includes('%%EOF') ? type : null;
    case 'image/png':
      return tail.subarray(-8).includes('IEND') ? type : null;
    case 'image/jpeg':
      return tail.includes(Buffer.from([0xff, 0xd9])) ? type : null;
    default: {
      const never: never = type;
      return never;
    }
  }
}

/** A file name without folders, control characters and tricks of direction; never empty. */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{C}"*:<>?|]/gu, '')
    .trim()
    .replace(/^\.+/, '')
    .slice(0, 150);
  return clean === '' ? 'document' : clean;
}
