function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Gives the `Idempotency-Key` of a body: the same body sent again after a broken line carries the same key and is
 * carried out once; a changed body is another command and gets another key.
 */
export class IdempotencyKeys {
  #body: string | null = null;
  #key = '';

  for(body: unknown): string {
    const text = JSON.stringify(body);
    if (text !== this.#body) {
      this.#body = text;
      this.#key = randomKey();
    }
    return this.#key;
  }
}
