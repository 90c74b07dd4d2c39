import {
  CheckboxEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel';
import { type ComponentType, h } from 'preact';
import type { Entry, Inputs } from './group.ts';

type Debounce = (change: (value: unknown) => void) => (value: unknown) => void;
type Component = ComponentType<Record<string, unknown>>;

/** The inputs of @bpmn-io/properties-panel behind our own, smaller contract. */
export function panelInputs(debounce: Debounce): Inputs {
  const entry = (
    id: string,
    component: Component,
    isEdited: (node: unknown) => boolean,
    properties: Record<string, unknown>,
  ): Entry => ({
    id,
    isEdited,
    component: ({ element }) => h(component, { element, id, debounce, ...properties }),
  });
  return {
    text: ({ id, label, hint, get, set, problem }) =>
      entry(id, TextFieldEntry, isTextFieldEntryEdited, {
        label,
        description: hint,
        getValue: get,
        setValue: (value: string | undefined, invalid?: string | null) => {
          if (!invalid) set(value ?? '');
        },
        ...(problem === undefined ? {} : { validate: (value: string | undefined) => problem(value ?? '') }),
      }),
    longText: ({ id, label, hint, get, set, monospace, disabled, problem }) =>
      entry(id, TextAreaEntry, isTextAreaEntryEdited, {
        label,
        description: hint,
        monospace,
        disabled,
        autoResize: true,
        getValue: get,
        setValue: (value: string | undefined, invalid?: string | null) => {
          if (!invalid) set(value ?? '');
        },
        ...(problem === undefined ? {} : { validate: (value: string | undefined) => problem(value ?? '') }),
      }),
    choice: ({ id, label, hint, get, set, options }) =>
      entry(id, SelectEntry, isSelectEntryEdited, {
        label,
        description: hint,
        getValue: get,
        setValue: set,
        getOptions: options,
      }),
    tick: ({ id, label, hint, get, set }) =>
      entry(id, CheckboxEntry, isCheckboxEntryEdited, { label, description: hint, getValue: get, setValue: set }),
  };
}
