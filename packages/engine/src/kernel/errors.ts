import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { NO_VARIABLES } from './scope.ts';
import { ROOT } from './state.ts';
import { isArmedBoundary, terminate, terminateInside } from './terminate.ts';
import type { Key, Variables } from './types.ts';

/**
 * Throws a business error at an element instance. From there outwards, the first activity with a boundary event for the
 * code catches it, one that names the code before one that catches all. Nothing catches: a called process fails with
 * the error, for its caller to handle; otherwise an incident holds the place.
 */
export function throwError(
  core: Core,
  origin: Key,
  code: string,
  message: string,
  variables: Variables | undefined,
): void {
  const from = core.instance(origin);
  for (let key = origin; key !== 0 && key !== ROOT; ) {
    const host = core.instance(key);
    const catcher = catcherAt(core, core.nodeOf(host), key, code);
    if (catcher !== null) {
      core.emit({ type: 'errorThrown', ...core.about(from.element, origin), code, message, caughtBy: catcher.id });
      terminate(core, key);
      core.queue.push({ type: 'token', node: catcher, scope: host.parent, result: variables });
      return;
    }
    key = host.parent;
  }
  core.emit({ type: 'errorThrown', ...core.about(from.element, origin), code, message, caughtBy: null });
  if (core.draft.called) {
    failInstance(core, code, message, variables ?? NO_VARIABLES);
  } else {
    const text = message === '' ? '' : `: ${message}`;
    core.incident(origin, {
      ok: false,
      code: 'unhandled-error',
      message: `Nothing catches the error "${code}"${text}`,
    });
  }
}

function catcherAt(core: Core, node: ProcessNode, key: Key, code: string): ProcessNode | null {
  let catchAll: ProcessNode | null = null;
  for (const candidate of node.boundary) {
    if (candidate.error === null) continue;
    if (candidate.error.code === null) {
      catchAll ??= candidate;
      continue;
    }
    const wanted = core.evaluate(candidate.error.code, key);
    if (wanted.ok && wanted.value === code) return candidate;
  }
  return catchAll;
}

function failInstance(core: Core, code: string, message: string, variables: Variables): void {
  terminateInside(core, ROOT, 0);
  core.queue.length = 0;
  core.emptied.clear();
  const error = { code, message, variables };
  core.emit({ type: 'instanceTerminated', ...core.about(core.process.id, ROOT), reason: null, error });
}

/** A boundary event has happened at the armed record `key`. */
export function fireBoundary(core: Core, node: ProcessNode, key: Key, result: Variables | undefined): boolean {
  const armed = core.instance(key);
  if (!isArmedBoundary(core, armed) || !node.interrupting) return false;
  const host = core.instance(armed.parent);
  if (armed.wait !== null) core.closeWait(armed, armed.parent, armed.wait, 'triggered');
  terminate(core, host.key);
  core.queue.push({ type: 'token', node, scope: host.parent, result });
  return true;
}
