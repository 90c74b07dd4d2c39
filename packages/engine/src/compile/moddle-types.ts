/** What is used of the types that `bpmn-moddle` describes. */
export interface ModdleProperty {
  readonly name: string;
  readonly type: string;
  isAttr?: boolean;
  readonly isMany?: boolean;
  readonly isReference?: boolean;
  readonly isVirtual?: boolean;
  readonly isBody?: boolean;
  readonly default?: unknown;
  readonly xml?: { readonly serialize?: string };
  readonly ns: { readonly name: string; readonly localName: string; readonly prefix: string };
}

/** A type with all that it inherits and all that extensions add to it. */
export interface ModdleDescriptor {
  readonly name: string;
  readonly properties: readonly ModdleProperty[];
  readonly propertiesByName: { readonly [name: string]: ModdleProperty };
  readonly allTypes: readonly { readonly name: string }[];
  readonly allTypesByName: { readonly [name: string]: unknown };
  readonly bodyProperty?: ModdleProperty;
  readonly idProperty?: ModdleProperty;
}

export interface ModdleRegistry {
  readonly packages: readonly {
    readonly uri: string;
    readonly prefix: string;
    readonly xml?: { readonly tagAlias?: string };
    readonly enumerations?: readonly {
      readonly name: string;
      readonly literalValues: readonly { readonly name: string }[];
    }[];
  }[];
  readonly typeMap: { readonly [type: string]: { readonly properties?: ModdleProperty[] } | undefined };
  getEffectiveDescriptor(type: string): ModdleDescriptor;
}
