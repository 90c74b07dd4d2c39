import type { Core } from './core.ts';
import type { ElementInstance } from './state.ts';
import { BLANK, type TaskProperties } from './task-state.ts';

/** What is known of an open task. One that came from a version of the model without listeners: what the model says now. */
export function propertiesOf(core: Core, instance: ElementInstance): TaskProperties {
  const { wait, key } = instance;
  if (wait?.type === 'task' && wait.properties !== undefined) return wait.properties;
  const node = core.nodeOf(instance);
  if (node.task?.listeners == null) return BLANK;
  const properties = node.behaviour.properties?.(core.run, node, key);
  return properties?.ok === true ? properties.value : BLANK;
}
