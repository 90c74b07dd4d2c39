import { describe, expect, it } from 'vitest';
import { actionOf, type KeyStroke, keyBindings } from './keymap.ts';

const stroke = (key: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  typing: false,
  ...more,
});

describe('actionOf', () => {
  it('gives every single key its action', () => {
    for (const binding of keyBindings.filter((item) => item.single)) {
      expect(actionOf(stroke(binding.keys), true)).toBe(binding.action);
    }
  });

  it('leaves letters to a text that is being typed', () => {
    expect(actionOf(stroke('j', { typing: true }), true)).toBeNull();
    expect(actionOf(stroke('?', { typing: true }), true)).toBeNull();
  });

  it('leaves shortcuts of the browser alone', () => {
    expect(actionOf(stroke('k', { ctrlKey: true }), true)).toBeNull();
    expect(actionOf(stroke('f', { metaKey: true }), true)).toBeNull();
    expect(actionOf(stroke('1', { altKey: true }), true)).toBeNull();
  });

  it('does nothing on single keys when they are switched off', () => {
    for (const binding of keyBindings.filter((item) => item.single)) {
      expect(actionOf(stroke(binding.keys), false)).toBeNull();
    }
  });

  it('completes with Ctrl+Enter or Cmd+Enter, also while typing and with single keys off', () => {
    expect(actionOf(stroke('Enter', { ctrlKey: true, typing: true }), false)).toBe('complete');
    expect(actionOf(stroke('Enter', { metaKey: true }), true)).toBe('complete');
    expect(actionOf(stroke('Enter'), true)).toBeNull();
  });

  it('binds no key twice', () => {
    const keys = keyBindings.map((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
