import { InsertStep } from './features/add-step/insert-step.ts';
import { Room } from './features/add-step/room.ts';
import type { DiagramModule } from './features/canvas/injection.ts';
import { OneChange } from './features/canvas/one-change.ts';
import { EditStep } from './features/edit-step/edit-step.ts';
import { canvasTranslate } from './texts/canvas/translate.ts';
import type { Language } from './texts/language.ts';

/** What the designer adds to bpmn-js, whoever uses it. */
export function officeModules(language: Language): DiagramModule[] {
  return [translateModule(language), editingModule];
}

/** The canvas in the language of the page. */
export function translateModule(language: Language): DiagramModule {
  return { translate: ['value', canvasTranslate(language)] };
}

/** Changes that the step list and the properties make without a pointer. */
const editingModule: DiagramModule = {
  oneChange: ['type', OneChange],
  room: ['type', Room],
  insertStep: ['type', InsertStep],
  editStep: ['type', EditStep],
};
