import { Value } from 'typebox/value';
import type { Diagnostic } from '../schemas.ts';
import { ServiceDefinition } from '../service-definition.ts';
import { diagnose, lineOfPointer, readJsonFile } from './json-file.ts';

const FILE = 'service.json';
const MAX_FAULTS = 50;

/** Reads `service.json` against its schema; every fault names the place and line. */
export function readService(text: string | undefined): {
  service: ServiceDefinition | null;
  diagnostics: Diagnostic[];
} {
  if (text === undefined) return refuse(diagnose(FILE, 'file-missing', 'service.json is missing'));
  const { value, diagnostic } = readJsonFile(FILE, text);
  if (diagnostic !== null) return refuse(diagnostic);
  const diagnostics: Diagnostic[] = [];
  for (const error of Value.Errors(ServiceDefinition, value)) {
    if (error.message === 'schema is false') continue;
    if (diagnostics.length >= MAX_FAULTS) break;
    const place = error.instancePath === '' ? 'service.json' : error.instancePath.slice(1).replaceAll('/', '.');
    diagnostics.push(
      diagnose(FILE, 'service-invalid', `${place}: ${error.message}`, {
        element: error.instancePath === '' ? null : error.instancePath.slice(1).replaceAll('/', '.'),
        line: lineOfPointer(text, error.instancePath),
      }),
    );
  }
  if (diagnostics.length > 0) return { service: null, diagnostics };
  const service = value as ServiceDefinition;
  const stages = new Set<string>();
  for (const stage of service.stages) {
    if (stages.has(stage.id))
      diagnostics.push(
        diagnose(FILE, 'stage-duplicate', `The stage ${stage.id} is there twice`, {
          element: stage.id,
          line: lineOfPointer(text, '/stages'),
        }),
      );
    stages.add(stage.id);
  }
  return { service, diagnostics };
}

function refuse(diagnostic: Diagnostic): { service: null; diagnostics: Diagnostic[] } {
  return { service: null, diagnostics: [diagnostic] };
}
