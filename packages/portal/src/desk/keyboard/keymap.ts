/** What a key does at the desk. */
export type DeskAction =
  | 'next'
  | 'previous'
  | 'search'
  | 'viewMine'
  | 'viewOffice'
  | 'viewAll'
  | 'toForm'
  | 'toInbox'
  | 'help'
  | 'complete';

/** The parts of a keyboard event that decide. */
export interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** True while the focus is where letters are typed or arrows choose. */
  typing: boolean;
}

export interface KeyBinding {
  action: DeskAction;
  /** As printed on the sheet; `Ctrl` stands for the command key too. */
  keys: string;
  /** A single character that acts without a modifier: the kind that can be switched off (WCAG 2.1.4). */
  single: boolean;
  where: 'list' | 'task' | 'everywhere';
}

/** Every key of the desk, in the order of the sheet. */
export const keyBindings: readonly KeyBinding[] = [
  { action: 'next', keys: 'j', single: true, where: 'list' },
  { action: 'previous', keys: 'k', single: true, where: 'list' },
  { action: 'search', keys: '/', single: true, where: 'list' },
  { action: 'viewMine', keys: '1', single: true, where: 'list' },
  { action: 'viewOffice', keys: '2', single: true, where: 'list' },
  { action: 'viewAll', keys: '3', single: true, where: 'list' },
  { action: 'toForm', keys: 'f', single: true, where: 'task' },
  { action: 'complete', keys: 'Ctrl+Enter', single: false, where: 'task' },
  { action: 'toInbox', keys: 'u', single: true, where: 'everywhere' },
  { action: 'help', keys: '?', single: true, where: 'everywhere' },
];

/** The action of a key stroke, or null when the key belongs to the browser or to the text being typed. */
export function actionOf(stroke: KeyStroke, singleKeys: boolean): DeskAction | null {
  if (stroke.key === 'Enter' && (stroke.ctrlKey || stroke.metaKey) && !stroke.altKey) return 'complete';
  if (!singleKeys || stroke.typing || stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
  return keyBindings.find((binding) => binding.single && binding.keys === stroke.key)?.action ?? null;
}
