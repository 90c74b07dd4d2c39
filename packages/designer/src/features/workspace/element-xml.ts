import { elements, type ModdleElement, text } from '../../model/moddle.ts';
import type { Element } from '../canvas/diagram.ts';

/** What the extensions and attributes of one element say, in an XML-like outline for reading. */
export function elementXml(element: Element): string {
  return outline(element.businessObject, 0).join('\n');
}

const hidden = new Set(['di', 'incoming', 'outgoing', 'flowElements', 'artifacts', 'laneSets', 'participants']);

function outline(model: ModdleElement, depth: number): string[] {
  const own = Object.entries(model as unknown as Record<string, unknown>).filter(
    ([name]) => !name.startsWith('$') && !hidden.has(name),
  );
  const indent = '  '.repeat(depth);
  const attributes = [...own, ...Object.entries(model.$attrs ?? {})]
    .filter(([, value]) => typeof value !== 'object' || value === null)
    .map(([name, value]) => ` ${name}="${String(value)}"`)
    .join('');
  const children = own.flatMap(([name, value]) => {
    if (Array.isArray(value)) return elements(model, name).flatMap((child) => outline(child, depth + 1));
    if (typeof value !== 'object' || value === null) return [];
    const child = value as ModdleElement;
    if (typeof child.$instanceOf === 'function' && child.$instanceOf('bpmn:FlowElement')) {
      return [`${'  '.repeat(depth + 1)}<!-- ${name}: ${text(child, 'id')} -->`];
    }
    return child.$type === undefined ? [] : outline(child, depth + 1);
  });
  if (children.length === 0) return [`${indent}<${model.$type}${attributes} />`];
  return [`${indent}<${model.$type}${attributes}>`, ...children, `${indent}</${model.$type}>`];
}
