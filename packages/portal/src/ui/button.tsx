import type { ComponentChildren, JSX } from 'preact';

type Look = 'primary' | 'secondary' | 'warning';

function buttonClass(look: Look): string {
  return look === 'primary' ? 'govuk-button' : `govuk-button govuk-button--${look}`;
}

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'className'> {
  look?: Look;
  children: ComponentChildren;
}

/** A button; submits its form unless `type` says otherwise. */
export function Button({ look = 'primary', type = 'submit', children, ...rest }: ButtonProps) {
  return (
    <button type={type} class={buttonClass(look)} {...rest}>
      {children}
    </button>
  );
}

/** A link that looks like a button, for going somewhere as the main thing to do on a page. */
export function ButtonLink({
  href,
  look = 'primary',
  children,
}: {
  href: string;
  look?: Look;
  children: ComponentChildren;
}) {
  return (
    <a href={href} class={buttonClass(look)} draggable={false}>
      {children}
    </a>
  );
}
