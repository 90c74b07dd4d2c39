import type { FileDiagnostic } from '../../api/designer-api.ts';
import type { Language } from '../language.ts';
import { diagnosticTexts } from './texts.ts';

/**
 * A finding in the office's words. `{step}` is the name of the step and `{file}` the file it is about, other `{names}` are the finding's own
 * parameters. A code without words of ours falls back to the message of whoever found it.
 */
export function problemText(
  { code, message, element, file, params = {} }: FileDiagnostic,
  language: Language,
  names: ReadonlyMap<string, string> = new Map(),
): string {
  const template = diagnosticTexts[code]?.[language];
  if (template === undefined) return message;
  const step = element === null ? '' : names.get(element) || element;
  return template.replace(/\{([^}]+)\}/g, (whole, name: string) => {
    switch (name) {
      case 'step':
        return step;
      case 'file':
        return file ?? '';
      default:
        return String(params[name] ?? whole);
    }
  });
}
