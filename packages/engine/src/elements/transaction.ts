import type { Behaviour } from '../kernel/contracts.ts';
import { subProcess } from './sub-process.ts';

/** A subprocess that a cancel end event inside can undo (BPMN 2.0.2 §13.5.2). */
export const transaction: Behaviour = { ...subProcess, kind: 'transaction' };
