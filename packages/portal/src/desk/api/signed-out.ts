let listener: () => void = () => undefined;

/** Says what to do when the server no longer knows who is calling. */
export function onSignedOut(act: () => void): void {
  listener = act;
}

/** An answer said that the log-in ran out, whichever call it was: a page, a draft, a document. */
export function signedOut(): void {
  listener();
}
