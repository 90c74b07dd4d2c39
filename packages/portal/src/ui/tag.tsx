import type { ComponentChildren } from 'preact';

export type TagKind = 'info' | 'success' | 'warning' | 'error' | 'neutral';

const icons: { readonly [kind in TagKind]: string } = {
  info: '●',
  success: '✓',
  warning: '▲',
  error: '!',
  neutral: '○',
};

/** A state in a word. Colour, sign and word say the same thing. */
export function Tag({ kind = 'info', children }: { kind?: TagKind; children: ComponentChildren }) {
  return (
    <strong class={kind === 'info' ? 'govuk-tag' : `govuk-tag govuk-tag--${kind}`}>
      <span class="circula-tag__icon" aria-hidden="true">
        {icons[kind]}
      </span>
      {children}
    </strong>
  );
}
