import type { Group } from '../../api/designer-api.ts';
import { APPLICANT } from '../../model/assignment.ts';
import type { Texts } from '../../texts/index.ts';
import type { Difference } from './differences.ts';

/** A difference as one sentence. Groups are named as the institution names them, nameless steps by their kind. */
export function differenceText(difference: Difference, texts: Texts, groups: readonly Group[]): string {
  const sentence = sentenceOf(difference, texts, groups);
  return sentence.replace(/@kind:(\w+)/g, (whole, kind: string) => {
    const kinds: Readonly<Record<string, string>> = texts.steps.kinds;
    return kinds[kind] ?? whole;
  });
}

function sentenceOf(difference: Difference, texts: Texts, groups: readonly Group[]): string {
  const words = texts.difference;
  const people = (list: string): string =>
    list
      .split(', ')
      .map((id) => (id === APPLICANT ? texts.steps.applicant : (groups.find((group) => group.id === id)?.name ?? id)))
      .join(', ');
  switch (difference.kind) {
    case 'step-who':
      return words['step-who']({ ...difference, from: people(difference.from), to: people(difference.to) });
    case 'service-changed': {
      const { part, from, to } = difference;
      return texts.serviceChanged(texts.serviceParts[part] ?? part, from, to);
    }
    case 'step-added':
    case 'step-removed':
      return words[difference.kind](difference);
    case 'step-renamed':
      return words['step-renamed'](difference);
    case 'step-form':
    case 'step-stage':
      return words[difference.kind](difference);
    case 'step-clock':
      return words['step-clock'](difference);
    case 'step-way':
    case 'step-condition':
    case 'step-settings':
      return words[difference.kind](difference);
    case 'field-added':
    case 'field-removed':
    case 'field-changed':
      return words[difference.kind](difference);
    case 'file-added':
    case 'file-removed':
    case 'file-changed':
      return words[difference.kind](difference);
  }
}
