const key = 'circula-desk-institution';

/** Remembers where the person worked last, for the next visit without an address. */
export function rememberInstitution(slug: string): void {
  try {
    localStorage.setItem(key, slug);
  } catch {
    // A browser that keeps nothing begins with the first institution each time.
  }
}

/** The institution to begin with: the last one, if the person still belongs to it, else the first; null for none. */
export function firstInstitution(slugs: readonly string[]): string | null {
  let last: string | null = null;
  try {
    last = localStorage.getItem(key);
  } catch {
    // Same: nothing is remembered.
  }
  return slugs.find((slug) => slug === last) ?? slugs[0] ?? null;
}
