import { buildModels } from './build-models.ts';
import { type DecisionDiagnostic, Findings } from './diagnostic.ts';
import type { DecisionModel } from './model.ts';
import { type OpenFile, openFile } from './open-file.ts';

/** A DMN file by name, as diagnostics name it. */
export interface DecisionFile {
  /** Shown in diagnostics. */
  readonly name: string;
  readonly xml: string;
}

type ReadDecisions = Promise<{
  readonly decisions: DecisionModel | null;
  readonly diagnostics: readonly DecisionDiagnostic[];
}>;

/**
 * Reads and compiles a DMN file (1.1 to 1.5) that imports no other: decision tables with every hit policy, all boxed
 * expressions, knowledge models, services, types. Anything that would change an answer and is not carried out is an
 * error with element and line; a file with an error has no model. Never throws and never rejects.
 */
export async function readDecisions(xml: string): ReadDecisions {
  const { models, diagnostics, failed } = readFiles([{ name: '', xml }], false);
  return { decisions: failed ? null : (models[0] ?? null), diagnostics };
}

/**
 * The same for several files that import each other by namespace, in any order. Diagnostics name the file. The models are
 * in the order of the files; there are none when any file has an error.
 */
export async function readDecisionFiles(files: readonly DecisionFile[]): Promise<{
  readonly models: readonly DecisionModel[] | null;
  readonly diagnostics: readonly DecisionDiagnostic[];
}> {
  const { models, diagnostics, failed } = readFiles(files, true);
  return { models: failed ? null : models, diagnostics };
}

/** Reads files as far as they can be read: what was refused fails when it is evaluated. For the conformance kit. */
export function readFiles(
  files: readonly DecisionFile[],
  named: boolean,
): {
  readonly models: readonly DecisionModel[];
  readonly diagnostics: readonly DecisionDiagnostic[];
  readonly failed: boolean;
} {
  const findings = files.map(({ name }) => new Findings(named ? name : null));
  const open = files
    .map(({ xml }, index) => openFile(xml, findings[index] as Findings))
    .filter((file): file is OpenFile => file !== null);
  const models = buildModels(open);
  return {
    models,
    diagnostics: findings.flatMap((one) => one.diagnostics),
    failed: findings.some((one) => one.errors > 0),
  };
}
