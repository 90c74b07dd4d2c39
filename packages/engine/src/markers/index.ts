import type { Marker } from '../kernel/contracts.ts';
import { multiInstance } from './multi-instance.ts';
import { standardLoop } from './standard-loop.ts';

/** Every way to repeat an activity. */
export const MARKERS: { readonly [K in Marker['kind']]: Marker } = { multiInstance, standardLoop };
