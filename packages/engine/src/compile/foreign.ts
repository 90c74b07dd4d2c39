import type { Diagnostics } from './diagnostics.ts';
import { FOREIGN_ATTRIBUTES, FOREIGN_ELEMENTS } from './foreign-names.ts';
import type { ForeignItem } from './scan-xml.ts';

/** Namespaces whose elements change how another engine executes a model: ignoring them would change its meaning. */
const ENGINES: { readonly [namespace: string]: string } = {
  'http://camunda.org/schema/1.0/bpmn': 'Camunda 7',
  'http://activiti.org/bpmn': 'Activiti',
  'http://flowable.org/bpmn': 'Flowable',
  'http://www.jboss.org/drools': 'jBPM',
  'http://spiffworkflow.org/bpmn/schema/1.0/core': 'SpiffWorkflow',
};

/** Namespaces of tools that only draw, document or remember. */
const TOOLS =
  /bpmn\.io|camunda\.org\/schema\/modeler|signavio|bizagi|yaoqiang|trisotec|omg\.org|adonis|boc-|visual-paradigm|sparxsystems|w3\.org/;

/** Diagnoses what comes from a namespace that is neither BPMN's nor ours. */
export function checkForeign(items: readonly ForeignItem[], diagnostics: Diagnostics): void {
  const told = new Map<string, number>();
  for (const item of items) {
    const key = `${item.attribute} ${item.name} ${item.namespace}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  for (const item of items) {
    const { namespace, name, element, line } = item;
    const params = { namespace: namespace.slice(0, 100), name, line };
    const at = { line, column: item.column };
    const engine = ENGINES[namespace];
    const what = item.attribute ? `The attribute ${name}` : `The element ${name}`;
    const names = item.attribute ? FOREIGN_ATTRIBUTES : FOREIGN_ELEMENTS;
    const instead = Object.hasOwn(names, name) ? names[name] : undefined;
    if (engine !== undefined && instead !== null) {
      const hint = instead === undefined ? 'Model it with BPMN or zeebe extension elements.' : `Write ${instead}.`;
      diagnostics.error(
        'foreign-engine',
        element,
        `${what} belongs to ${engine} and is not carried out. ${hint}`,
        params,
        at,
      );
    } else if (!TOOLS.test(namespace)) {
      const key = `${item.attribute} ${name} ${namespace}`;
      const count = told.get(key) ?? 0;
      // a warning for each of hundreds would hide the others
      if (count === 0) continue;
      told.set(key, 0);
      const whose = engine ?? namespace.slice(0, 100);
      const times = count === 1 ? '' : ` (written ${count} times)`;
      diagnostics.warning('foreign-extension', element, `${what} of ${whose} has no effect here${times}.`, params, at);
    }
  }
}
