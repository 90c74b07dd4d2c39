import type { ComponentType } from 'preact';
import type { Group as OfficeGroup } from '../api/designer-api.ts';
import type { Element } from '../features/canvas/diagram.ts';
import type { EditStep } from '../features/edit-step/edit-step.ts';
import type { ProcessFiles } from '../model/process-files.ts';
import type { Texts } from '../texts/index.ts';
import type { Language } from '../texts/language.ts';

/** One input of a group, as the properties panel takes it. */
export interface Entry {
  readonly id: string;
  readonly component: ComponentType<Record<string, unknown>>;
  readonly isEdited?: (node: unknown) => boolean;
}

/** What the groups may look at and change with. Read at each rendering: files and groups change while it is open. */
export interface PropertiesContext {
  readonly texts: Texts;
  readonly language: Language;
  readonly files: () => ProcessFiles;
  readonly groups: () => readonly OfficeGroup[];
  readonly expert: () => boolean;
  readonly edit: EditStep;
  /** The XML of one element, for the expert. */
  readonly xmlOf: (element: Element) => string;
  readonly isTaken: (id: string, element: Element) => boolean;
}

export type GroupId = keyof Texts['properties']['groups'];

/** One group of the panel: which elements it is for, and its inputs. Empty entries hide it. */
export interface PropertiesGroup {
  readonly id: GroupId;
  readonly entries: (element: Element, context: PropertiesContext, inputs: Inputs) => readonly Entry[];
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Common {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** Makes inputs of the panel. Values are read again at each rendering; `set` is called after the user has changed one. */
export interface Inputs {
  readonly text: (
    input: Common & {
      readonly get: () => string;
      readonly set: (value: string) => void;
      readonly problem?: (value: string) => string | null;
    },
  ) => Entry;
  readonly longText: (
    input: Common & {
      readonly get: () => string;
      readonly set: (value: string) => void;
      readonly monospace?: boolean;
      readonly disabled?: boolean;
      readonly problem?: (value: string) => string | null;
    },
  ) => Entry;
  readonly choice: (
    input: Common & {
      readonly get: () => string;
      readonly set: (value: string) => void;
      readonly options: () => readonly Choice[];
    },
  ) => Entry;
  readonly tick: (input: Common & { readonly get: () => boolean; readonly set: (value: boolean) => void }) => Entry;
}
