import type { Built } from './build-models.ts';
import type { Node, Requirement } from './model.ts';
import type { XmlElement } from './xml.ts';

const ROLES = {
  requiredInput: ['input'],
  requiredDecision: ['decision'],
  requiredKnowledge: ['knowledge', 'service'],
  inputData: ['input'],
  inputDecision: ['decision'],
  outputDecision: ['decision'],
} as const satisfies Record<string, readonly Node['kind'][]>;

type Role = keyof typeof ROLES;

export interface Reference {
  readonly role: Role;
  readonly requirement: Requirement;
}

/** What an element requires, in its order; reports references to nothing or to the wrong kind of thing. */
export function referencesOf(element: XmlElement, built: Built): readonly Reference[] {
  const wrapped = element.children.filter(({ name }) => /^(information|knowledge)Requirement$/.test(name));
  const direct = element.name === 'decisionService' ? element.children : [];
  return [...wrapped.flatMap(({ children }) => children), ...direct].flatMap((reference): Reference[] => {
    if (!Object.hasOwn(ROLES, reference.name)) return [];
    const role = reference.name as Role;
    const href = reference.attributes.get('href') ?? '';
    const found = resolve(href, built);
    if (found === null || !(ROLES[role] as readonly string[]).includes(found.target.kind)) {
      const message = `"${href}" names nothing that can be a ${role}.`;
      built.file.findings.error('dmn-reference', message, reference);
      return [];
    }
    return [{ role, requirement: found }];
  });
}

function resolve(href: string, built: Built): Requirement | null {
  const cut = href.lastIndexOf('#');
  if (cut < 0) return null;
  const namespace = href.slice(0, cut);
  const id = href.slice(cut + 1);
  if (namespace === '' || namespace === built.file.namespace) return within(id, built, null);
  for (const [name, imported] of built.imports) {
    if (imported.file.namespace === namespace) return within(id, imported, name === '' ? null : name);
  }
  return null;
}

function within(id: string, { file, nodes }: Built, through: string | null): Requirement | null {
  const element = file.byId.get(id);
  const target = element && nodes.get(element);
  return target ? { target, through, name: target.variable } : null;
}
