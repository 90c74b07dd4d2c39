export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An element of the model, as far as drawing it asks. */
export interface Drawn {
  readonly id: string;
  /** Name of the element in the file: `userTask`, `sequenceFlow`. */
  readonly kind: string;
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  /** The element it stands in. */
  readonly parent: string | null;
  /** Of an event: `timer`, `message`, … */
  readonly triggers: readonly string[];
  readonly loop: 'parallel' | 'sequential' | 'loop' | null;
  readonly conditional: boolean;
}

export interface Shape {
  readonly of: Drawn;
  readonly box: Box;
  readonly label: Box | null;
  readonly expanded: boolean;
  readonly horizontal: boolean;
}

export interface Edge {
  readonly of: Drawn;
  readonly points: readonly Point[];
  readonly label: Box | null;
}

/** The first diagram of a file, and every element with an id. */
export interface Diagram {
  readonly name: string;
  readonly elements: ReadonlyMap<string, Drawn>;
  readonly shapes: readonly Shape[];
  readonly edges: readonly Edge[];
}
