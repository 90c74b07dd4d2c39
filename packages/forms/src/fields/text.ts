import { textKind } from '../field-kind.ts';

/** Static text between fields: it has no answer. */
export const text = textKind({
  coerce: () => null,
  check: () => [],
  isEmpty: () => true,
  jsonSchema: () => ({}),
  describe: () => '',
});
