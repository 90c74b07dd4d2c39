import type { Event } from '../kernel/events.ts';

/** One line of a readable trace: time, what happened, to which element. */
export function traceLine(event: Event): string {
  return `${new Date(event.at).toISOString()}  ${describe(event)}`;
}

function describe(event: Event): string {
  const { element, key } = event;
  const at = `${element} (${key})`;
  switch (event.type) {
    case 'instanceStarted':
      return `started      ${element} as ${event.instance}`;
    case 'elementEntered':
      return `entered      ${at}`;
    case 'elementActivated':
      return `active       ${at}`;
    case 'elementCompleted':
      return `completed    ${at}`;
    case 'elementTerminated':
      return `terminated   ${at}`;
    case 'flowTaken':
      return event.held ? `held         ${element}` : `took         ${element}`;
    case 'tokenDropped':
      return `dropped      ${element}`;
    case 'waitOpened':
    case 'waitChanged': {
      const { wait } = event;
      const due = wait.type === 'timer' && wait.due !== null ? ` until ${new Date(wait.due).toISOString()}` : '';
      return `waits        ${at} for ${wait.type}${due}`;
    }
    case 'waitClosed':
      return `${event.reason === 'triggered' ? 'happened    ' : 'cancelled   '} ${at} ${event.wait}`;
    case 'variablesSet':
      return `variables    ${at} ${JSON.stringify(event.variables).slice(0, 120)}`;
    case 'compensationKept':
      return `can undo     ${at}`;
    case 'compensationBegun':
      return `undoes       ${at} ${event.records.length} in ${event.from}`;
    case 'compensationHandled':
      return `undoes       ${at} number ${event.record}`;
    case 'adHocActivated':
      return `activated    ${event.elements.join(', ')} in ${at}`;
    case 'resultCollected':
      return `collected    ${at} ${JSON.stringify(event.value).slice(0, 120)}`;
    case 'loopAdvanced':
      return `run over     ${at} number ${event.run}${event.ended ? ', the last' : ''}`;
    case 'taskUpdated':
      return `task is now  ${at} ${JSON.stringify(event.changes).slice(0, 120)}`;
    case 'taskDenied':
      return `denied       ${at} ${event.transition}${event.reason === '' ? '' : `: ${event.reason}`}`;
    case 'elementMoved':
      return `goes on in   ${event.parent} ${at}`;
    case 'errorThrown':
      return `error        ${at} ${event.code}${event.caughtBy === null ? '' : `, caught by ${event.caughtBy}`}`;
    case 'escalationThrown':
      return `escalation   ${at} ${event.code}${event.caughtBy === null ? '' : `, caught by ${event.caughtBy}`}`;
    case 'incidentRaised':
      return `incident     ${at} ${event.code}: ${event.message}`;
    case 'incidentResolved':
      return `resolved     ${at}`;
    case 'instanceSuspended':
      return `suspended    ${element}${event.reason === null ? '' : `: ${event.reason}`}`;
    case 'answerHeld':
      return `kept         ${at} ${event.command.type}`;
    case 'instanceResumed':
      return `resumed      ${element}`;
    case 'instanceModified':
      return `modified     ${element}${event.reason === null ? '' : `: ${event.reason}`}`;
    case 'instanceMigrated':
      return `migrated     ${event.from} to ${element}${event.reason === null ? '' : `: ${event.reason}`}`;
    case 'elementMigrated':
      return `migrated     ${event.from} to ${at}`;
    case 'instanceCompleted':
      return `completed    ${element}`;
    case 'instanceTerminated':
      return `terminated   ${element}${event.error === null ? '' : ` with error ${event.error.code}`}`;
    default:
      throw new Error(`unknown event ${JSON.stringify(event satisfies never)}`);
  }
}
