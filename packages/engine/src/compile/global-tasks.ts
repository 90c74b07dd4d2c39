import { type Element, idOf, text } from './model.ts';

/** The task that a global task is, by its type. */
const TASKS: { readonly [type: string]: string } = {
  'bpmn:GlobalTask': 'bpmn:Task',
  'bpmn:GlobalUserTask': 'bpmn:UserTask',
  'bpmn:GlobalManualTask': 'bpmn:ManualTask',
  'bpmn:GlobalScriptTask': 'bpmn:ScriptTask',
  'bpmn:GlobalBusinessRuleTask': 'bpmn:BusinessRuleTask',
};

export function isGlobalTask(root: Element): boolean {
  return TASKS[root.$type] !== undefined;
}

/**
 * A process of nothing but the task, under the global task's id, so that a call activity can call it as any other
 * process (BPMN 2.0.2 §10.3.4). The task itself is named `<id>-task`.
 */
export function processOf(task: Element): Element {
  const { $parent, ioSpecification, supportedInterfaceRef, ioBinding, ...properties } = task;
  const inner: { [property: string]: unknown } = { ...properties, $type: TASKS[task.$type], id: taskIdOf(task) };
  if (text(task, 'scriptLanguage') !== null) inner.scriptFormat = task.scriptLanguage;
  const process: { [property: string]: unknown } = {
    $type: 'bpmn:Process',
    id: idOf(task),
    name: task.name,
    ioSpecification,
    supportedInterfaceRef,
    ioBinding,
    ...($parent === undefined ? {} : { $parent }),
    flowElements: [inner],
  };
  inner.$parent = process;
  return process as Element;
}

/** Where the task stands in the file, for diagnostics. */
export function taskIdOf(task: Element): string {
  return `${idOf(task)}-task`;
}
