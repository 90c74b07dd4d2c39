import type { Expression, ProcessNode } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';

/** What begins a process is known before it has variables. */
export function checkStarts(starts: readonly ProcessNode[], diagnostics: Diagnostics): void {
  const check = (id: string, expression: Expression | null | undefined, what: string): void => {
    const [name] = expression?.reads ?? [];
    if (name === undefined) return;
    const message = `${what} of a start event knows no variables: "${name}" is not there before the process begins.`;
    diagnostics.error('bad-value', id, message);
  };
  for (const { id, message, signal, timer } of starts) {
    check(id, message?.name, 'The message name');
    check(id, signal, 'The signal name');
    check(id, timer?.value, 'The time');
  }
}
