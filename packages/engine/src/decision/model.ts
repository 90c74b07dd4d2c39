import type { Value } from '../expression/values.ts';
import type { ItemType } from './item-type.ts';
import type { Session } from './session.ts';
import type { DecisionTable } from './table.ts';

/** Names in scope and their values. */
export interface Scope {
  readonly [name: string]: Value;
}

/** Decision logic, compiled once: answers with a FEEL value. Throws DecisionStop or Stop. */
export type Logic = (scope: Scope, session: Session) => Value;

/** The decisions of one file and of the files that it imports, compiled, frozen and free of cycles. */
export interface DecisionModel {
  /** Id of the `definitions` element. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly knowledge: ReadonlyMap<string, KnowledgeModel>;
  readonly services: ReadonlyMap<string, DecisionService>;
  readonly inputs: ReadonlyMap<string, InputData>;
  /** Input data of imported files: the names of the imports that lead to each. */
  readonly imported: ReadonlyMap<InputData, readonly string[]>;
}

export type Node = Decision | KnowledgeModel | DecisionService | InputData;

/** One thing that a node of the graph may read, and under which name. */
export interface Requirement {
  readonly target: Node;
  /** Name of the import through which it is seen, or null within one file. */
  readonly through: string | null;
  readonly name: string;
}

export interface InputData {
  readonly kind: 'input';
  readonly id: string;
  readonly name: string;
  readonly variable: string;
  readonly type: ItemType | null;
}

/** One decision of a DMN model, ready to be made. */
export interface Decision {
  readonly kind: 'decision';
  readonly id: string;
  readonly name: string;
  /** The name under which decisions that require this one see its result. */
  readonly variable: string;
  /** `zeebe:versionTag`, by which a task may ask for it. */
  readonly versionTag: string | null;
  /** Ids of required decisions. */
  readonly requires: readonly string[];
  /** Names of required input data. */
  readonly inputs: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly type: ItemType | null;
  readonly logic: Logic;
  /** The table, when the logic is one. */
  readonly table: DecisionTable | null;
}

/** Whether a model has the decision, and with the version tag when one is named. */
export function hasDecision(model: DecisionModel, id: string, versionTag: string | null): boolean {
  const decision = model.decisions.get(id);
  return decision !== undefined && (versionTag === null || decision.versionTag === versionTag);
}

/** A business knowledge model: a function that decisions call. */
export interface KnowledgeModel {
  readonly kind: 'knowledge';
  readonly id: string;
  readonly name: string;
  readonly variable: string;
  readonly requirements: readonly Requirement[];
  readonly type: ItemType | null;
  readonly parameters: readonly Parameter[];
  readonly logic: Logic;
  /** What the function answers with, where declared. */
  readonly result: ItemType | null;
}

export interface Parameter {
  readonly name: string;
  readonly type: ItemType | null;
}

export interface DecisionService {
  readonly kind: 'service';
  readonly id: string;
  readonly name: string;
  readonly variable: string;
  readonly type: ItemType | null;
  /** Decisions whose results are the service's. */
  readonly outputs: readonly Requirement[];
  /** Parameters in order: input data, then decisions that the caller answers. */
  readonly parameters: readonly Requirement[];
}
