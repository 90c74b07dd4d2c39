import { type Listener, type Place, sorted, type Task, type Wait, type World } from './world.ts';

/** Where a place is: the path of elements to it; equal ones in one scope are numbered in the order of their birth. */
export function addressOf(world: World, place: Place): string {
  const { scope, node, run } = place;
  if (scope === null || node === null) return '';
  // cancelled tasks of several loops may have come to the same scope, with the same run
  const same = world.inScope(scope).filter((other) => other.node === node && other.run === run);
  return `${addressOf(world, scope)}/${node.id}${run === null ? '' : `#${run}`}${ordinal(same.indexOf(place))}`;
}

export function listenerAddress(world: World, { of, event, reason }: Listener): string {
  return `${addressOf(world, of)}!${event.id}${ordinal(event.reasons.indexOf(reason))}`;
}

function ordinal(index: number): string {
  return index > 0 ? `~${index}` : '';
}

/** One line for each thing that somebody outside can see or that a host would keep. */
export function observe(world: World): string[] {
  const lines = [`status ${world.status}`, ...world.sent.map((sent) => `sent ${sent}`)];
  for (const place of world.places) {
    const address = addressOf(world, place);
    const own = place.variables ?? {};
    if (Object.keys(own).length > 0) lines.push(`variables ${address} ${sorted(own)}`);
    if (place.incident !== null) lines.push(`incident ${address} ${place.incident}`);
    const { question } = place;
    if (question !== null) {
      const { type, retries, variables, incident } = question;
      lines.push(`job ${address}? ${type} ${retries} ${sorted(variables)}`);
      if (incident !== null) lines.push(`incident ${address}? ${incident}`);
    }
    if (place.wait !== null) lines.push(...shown(address, place.wait, place.task));
    for (const [flow, count] of place.inside?.tokens ?? []) lines.push(`held ${address} ${flow.id} ${count}`);
    for (const listener of place.listeners) {
      const at = listenerAddress(world, listener);
      if (listener.incident !== null) lines.push(`incident ${at} ${listener.incident}`);
      lines.push(...(listener.happened ? [`happened ${at}`] : shown(at, listener.wait, null)));
    }
  }
  return lines.sort();
}

function shown(address: string, wait: Wait, task: Task | null): string[] {
  switch (wait.kind) {
    case 'task':
      return [`task ${address} ${sorted(task?.offered ?? null)}`];
    case 'listener': {
      const { on, type, retries, variables, told } = wait;
      return [
        `listener ${address} ${on} ${type} ${retries} ${sorted(variables)} ${sorted(told)}`,
        ...kept(address, task),
      ];
    }
    case 'halted':
      return [`halted ${address} ${wait.on}`, ...kept(address, task)];
    case 'job':
      return [`job ${address} ${wait.type} ${wait.retries} ${sorted(wait.variables)}`];
    case 'call':
      return [`call ${address} ${wait.process}`];
    case 'timer':
      return [`timer ${address} ${wait.due}`];
    case 'message':
      return [`message ${address} ${wait.name} ${wait.key}`];
    case 'signal':
      return [`signal ${address} ${wait.name}`];
    case 'condition':
      return [`condition ${address} ${wait.held}`];
    case 'events':
      return [`events ${address}`];
    case 'rest':
      return [`rest ${address} ${wait.lacking.map(({ id }) => id).join(',')}`];
    default:
      throw new Error(JSON.stringify(wait satisfies never));
  }
}

/** What the host has of a task that is on its way. */
function kept(address: string, task: Task | null): string[] {
  return task === null || task.offered === null ? [] : [`kept ${address} ${sorted(task.offered)}`];
}
