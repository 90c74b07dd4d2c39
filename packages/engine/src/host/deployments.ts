import { compile } from '../compile/compile.ts';
import type { Diagnostic } from '../compile/diagnostics.ts';
import { read } from '../compile/read-xml.ts';
import type { WorkCalendar } from '../deadline/index.ts';
import { type DecisionDiagnostic, type DecisionModel, hasDecision, readDecisionFiles } from '../decision/index.ts';
import type { Process } from '../kernel/graph.ts';
import type { Effect } from '../kernel/types.ts';

/** What a deployment was made of; enough to make it again. */
export interface Source {
  readonly xml: string;
  readonly dmn: readonly string[];
}

/** One process of one deployment. */
export interface Deployed {
  readonly process: Process;
  /** Which deployment, counted from 0. */
  readonly deployment: number;
  /** Counted from 1 for each process id. */
  readonly version: number;
}

/** What a deployment brought, or why it brought nothing. */
export interface DeployResult {
  /** Empty when a diagnostic is an error: then nothing is deployed. */
  readonly processes: readonly Deployed[];
  readonly diagnostics: readonly (Diagnostic | DecisionDiagnostic)[];
}

type Binding = Extract<Effect, { type: 'startProcess' }>['binding'];

/** All processes that a host has, by version. */
export class Deployments {
  readonly sources: Source[] = [];
  readonly #calendar: WorkCalendar | undefined;
  readonly #byId = new Map<string, Deployed[]>();
  readonly #decisions: DecisionModel[] = [];

  constructor(calendar?: WorkCalendar) {
    this.#calendar = calendar;
  }

  /** `stored`: it was deployed before, by this version or an earlier one. */
  async add(source: Source, stored = false): Promise<DeployResult> {
    const files = source.dmn.map((xml, index) => ({ name: `decisions ${index + 1}`, xml }));
    const { models, diagnostics: found } = await readDecisionFiles(files);
    const decisions = models ?? [];
    const diagnostics: (Diagnostic | DecisionDiagnostic)[] = [...found];
    const opened = await read(source.xml);
    const later = (decision: string, tag: string | null) => this.#decision(decision, tag);
    const calendar = this.#calendar === undefined ? {} : { calendar: this.#calendar };
    diagnostics.push(...opened.diagnostics);
    const compiled =
      opened.definitions === null
        ? null
        : compile(opened.definitions, { decisions, later, check: !stored, ...calendar });
    diagnostics.push(...(compiled?.diagnostics ?? []));
    if (compiled === null || diagnostics.some((one) => one.severity === 'error')) return { processes: [], diagnostics };
    const deployment = this.sources.push(source) - 1;
    this.#decisions.push(...decisions);
    const processes = compiled.processes.map((process) => {
      const versions = this.#byId.get(process.id) ?? [];
      const deployed = { process, deployment, version: versions.length + 1 };
      this.#byId.set(process.id, [...versions, deployed]);
      return deployed;
    });
    return { processes, diagnostics };
  }

  /** The latest one that has been deployed, with the version tag when one is named. */
  #decision(id: string, tag: string | null): DecisionModel | undefined {
    return this.#decisions.findLast((model) => hasDecision(model, id, tag));
  }

  latest(process: string): Deployed | undefined {
    return this.#byId.get(process)?.at(-1);
  }

  version(process: string, version: number): Deployed | undefined {
    return this.#byId.get(process)?.[version - 1];
  }

  /** The process that a call activity of `caller` means. */
  bound(process: string, binding: Binding, caller: Deployed): Deployed | undefined {
    switch (binding.type) {
      case 'latest':
        return this.latest(process);
      case 'deployment':
        return this.#byId.get(process)?.findLast((one) => one.deployment === caller.deployment);
      case 'versionTag':
        return this.#byId.get(process)?.findLast((one) => one.process.versionTag === binding.tag);
      default:
        throw new Error(`unknown binding ${JSON.stringify(binding satisfies never)}`);
    }
  }

  /** The latest version of every process. */
  all(): Deployed[] {
    return [...this.#byId.values()].flatMap((versions) => versions.at(-1) ?? []);
  }
}
