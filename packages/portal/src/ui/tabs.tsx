import type { ComponentChildren } from 'preact';

export interface TabLink {
  href: string;
  text: ComponentChildren;
  current: boolean;
}

/** Views of the same thing as plain links, so that each has an address and the browser's own keyboard behaviour. */
export function TabLinks({ tabs, label }: { tabs: readonly TabLink[]; label: string }) {
  return (
    <nav class="circula-tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
