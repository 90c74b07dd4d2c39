import type { Diagnostics, Position } from './diagnostics.ts';

/**
 * The ids of a file and where they stand. One that names two elements of the model would mean either; the diagram's own
 * name nothing that is carried out, and some exporters write them twice.
 */
export class Ids {
  readonly #positions: Map<string, Position>;
  readonly #diagnostics: Diagnostics;
  readonly #model = new Set<string>();
  readonly #drawn = new Set<string>();
  readonly #told = new Set<string>();

  constructor(positions: Map<string, Position>, diagnostics: Diagnostics) {
    this.#positions = positions;
    this.#diagnostics = diagnostics;
  }

  /** False: another element of the model has the id. */
  add(id: string, drawn: boolean, at: Position): boolean {
    const inModel = this.#model.has(id);
    if (inModel && !drawn) return false;
    const again = inModel || this.#drawn.has(id);
    if (!drawn || !again) this.#positions.set(id, at);
    (drawn ? this.#drawn : this.#model).add(id);
    if (again && !this.#told.has(id)) {
      this.#told.add(id);
      const message = `The id "${id.slice(0, 100)}" stands in the diagram and once more: nothing is carried out otherwise, but other programs may refuse the file.`;
      this.#diagnostics.warning('xml-duplicate-id', id, message, {}, at);
    }
    return true;
  }
}
