import { Parser } from 'htmlparser2';

/** What a BPMN element points to outside the model, and where in the text. */
export interface ModelReference {
  readonly kind: 'form' | 'job' | 'stage' | 'groups';
  readonly value: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Id of the BPMN element around it. */
  readonly element: string | null;
  readonly line: number;
}

const KINDS: Readonly<Record<string, readonly [kind: ModelReference['kind'], attribute: string]>> = {
  formDefinition: ['form', 'formId'],
  taskDefinition: ['job', 'type'],
  executionListener: ['job', 'type'],
  taskListener: ['job', 'type'],
  stage: ['stage', 'ref'],
  assignmentDefinition: ['groups', 'candidateGroups'],
};

/**
 * The references of a model that is known to be well-formed, with their lines: the compiled process keeps elements, but
 * not where each extension element stands.
 */
export function modelReferences(xml: string): ModelReference[] {
  const references: ModelReference[] = [];
  const owners: (string | null)[] = [];
  const headers = new Map<string, Map<string, string>>();
  let line = 1;
  let seen = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        for (; seen < parser.startIndex; seen += 1) if (xml.charCodeAt(seen) === 10) line += 1;
        const local = name.slice(name.indexOf(':') + 1);
        const owner = owners.at(-1) ?? null;
        const known = KINDS[local];
        const value = known === undefined ? undefined : attributes[known[1]];
        if (known !== undefined && value !== undefined)
          references.push({ kind: known[0], value, headers: headersOf(headers, owner), element: owner, line });
        if (local === 'header' && attributes.key !== undefined)
          headersOf(headers, owner).set(attributes.key, attributes.value ?? '');
        owners.push(name.includes('zeebe:') || name.includes('circula:') ? owner : (attributes.id ?? owner));
      },
      onclosetag() {
        owners.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return references;
}

function headersOf(all: Map<string, Map<string, string>>, owner: string | null): Map<string, string> {
  const key = owner ?? '';
  const found = all.get(key) ?? new Map<string, string>();
  all.set(key, found);
  return found;
}
