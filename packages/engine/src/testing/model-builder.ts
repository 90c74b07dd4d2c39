/** Writes BPMN XML from code, for tests: nodes in order, flows between them. Texts are escaped, ids are not made up. */
export class ModelBuilder {
  readonly #id: string;
  readonly #body: string[] = [];
  readonly #roots: string[] = [];
  #flows = 0;

  constructor(id = 'process') {
    this.#id = id;
  }

  /** A flow node: `node('userTask', 'check', { name: 'Check' }, '<bpmn:…/>')`. */
  node(type: string, id: string, attributes: { readonly [name: string]: string } = {}, inside = ''): this {
    this.#body.push(`<bpmn:${type} id="${escapeXml(id)}"${attributesOf(attributes)}>${inside}</bpmn:${type}>`);
    return this;
  }

  /** A sequence flow; with a FEEL condition when one is given. */
  flow(source: string, target: string, condition?: string): this {
    this.#flows += 1;
    return this.namedFlow(`flow-${this.#flows}`, source, target, condition);
  }

  namedFlow(id: string, source: string, target: string, condition?: string): this {
    const inside =
      condition === undefined
        ? ''
        : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${escapeXml(condition)}</bpmn:conditionExpression>`;
    return this.node('sequenceFlow', id, { sourceRef: source, targetRef: target }, inside);
  }

  /** Nodes in a row, joined by flows. */
  path(...ids: readonly string[]): this {
    for (const [index, id] of ids.entries()) {
      const next = ids[index + 1];
      if (next !== undefined) this.flow(id, next);
    }
    return this;
  }

  /** XML beside the process: messages, errors. */
  root(xml: string): this {
    this.#roots.push(xml);
    return this;
  }

  /** XML inside the process. */
  raw(xml: string): this {
    this.#body.push(xml);
    return this;
  }

  toXml(): string {
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
      ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:circula="urn:circula:bpmn:1.0"',
      ' id="definitions" targetNamespace="urn:test">',
      ...this.#roots,
      `<bpmn:process id="${escapeXml(this.#id)}" isExecutable="true">`,
      ...this.#body,
      '</bpmn:process></bpmn:definitions>',
    ].join('\n');
  }
}

function attributesOf(attributes: { readonly [name: string]: string }): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
