/** A module of the drawing libraries' dependency injection: service name → [how, what]. */
export type DiagramModule = Readonly<Record<string, unknown>>;

/** The part of the libraries' injector that the designer uses. */
export interface Injector {
  get<T>(name: string, strict?: boolean): T;
  createChild(modules: readonly DiagramModule[]): Injector;
  /** Creates what the modules name in `__init__`. */
  init(): void;
}
