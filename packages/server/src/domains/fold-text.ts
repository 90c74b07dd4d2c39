/** A text for searching: small letters, no accents, one space between words. `Încălzire,  ȘI` → `incalzire si`. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('ro-RO')
    .replace(/[^\p{L}\p{N}@./]+/gu, ' ')
    .trim();
}
