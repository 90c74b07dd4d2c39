interface Scope {
  readonly environment: { readonly variables: { i?: number; ok?: boolean } };
}

/** What the peers' expressions call: one object for each instance. */
export function services() {
  let i = 0;
  return {
    count(_: Scope, done: (error: null, result?: unknown) => void) {
      i += 1;
      done(null);
    },
    work(_: Scope, done: (error: null, result?: unknown) => void) {
      done(null);
    },
    again: () => i < 100,
    yes: () => true,
  };
}
