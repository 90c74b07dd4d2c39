import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { isLanguage } from '../../texts/translate.ts';
import { Footer, Header, LanguageNavigation, type NavigationLink, SkipLink } from '../../ui/index.ts';
import { type SheetHandle, ShortcutSheet } from '../keyboard/shortcut-sheet.tsx';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import { AccountMenu } from './account-menu.tsx';
import { Announcer } from './announcer.tsx';
import { Bell } from './bell.tsx';
import { type Desk, deskPath } from './desk-context.ts';
import { InstitutionSwitch } from './institution-switch.tsx';
import { language, switchLanguage } from './language.ts';

function linksOf(desk: Desk, path: string): NavigationLink[] {
  const t = deskTexts(language.value);
  const { institution } = desk;
  const link = (href: string, text: string): NavigationLink => ({ href, text, current: path.startsWith(href) });
  const inbox = link(deskPath.inbox(institution), t('navInbox'));
  return [
    { ...inbox, current: inbox.current === true || path.startsWith(`/desk/${institution}/tasks`) },
    link(deskPath.requests(institution), t('navRequests')),
    link(deskPath.register(institution), t('navRegister')),
    ...(desk.isAdministrator
      ? [link(deskPath.incidents(institution), t('navIncidents')), { href: '/designer', text: t('navDesigner') }]
      : []),
  ];
}

/** Links of the switch would load the page anew; the desk changes its language in place. */
function chooseLanguage(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[hreflang]') : null;
  const chosen = link?.getAttribute('hreflang');
  if (!isLanguage(chosen)) return;
  event.preventDefault();
  event.stopPropagation();
  switchLanguage(chosen);
}

/** What stands around every page of the desk. Without a desk (log-in expired, no institution) only the outer band. */
export function Frame({ desk, children }: { desk: Desk | null; children: ComponentChildren }) {
  const { path, route } = useLocation();
  const sheet = useRef<SheetHandle>(null);
  const t = deskTexts(language.value);
  useShortcuts({
    help: () => sheet.current?.open(),
    ...(desk ? { toInbox: () => route(deskPath.inbox(desk.institution)) } : {}),
  });
  return (
    <div class="desk">
      <SkipLink language={language.value} />
      <Header home={desk ? deskPath.inbox(desk.institution) : '/'}>
        <div class="desk-header-end">
          {desk ? <Bell current={path === deskPath.notifications(desk.institution)} /> : null}
          {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the links inside are operated, by keys too */}
          <div onClick={chooseLanguage}>
            <LanguageNavigation language={language.value} href={(other) => `${path}?lang=${other}`} />
          </div>
          {desk ? <AccountMenu /> : null}
        </div>
      </Header>
      {desk ? (
        <div class="circula-nav">
          <nav class="govuk-width-container circula-nav__inner" aria-label={t('navigation')}>
            <InstitutionSwitch />
            <ul>
              {linksOf(desk, path).map((link) => (
                <li key={link.href}>
                  <a href={link.href} aria-current={link.current ? 'page' : undefined}>
                    {link.text}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      ) : null}
      <Announcer />
      <main class="govuk-width-container desk-main" id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer
        language={language.value}
        links={[
          { href: '/', text: t('footerPublic') },
          { href: '/accessibility', text: t('footerAccessibility') },
        ]}
      >
        <p>
          <button type="button" class="desk-link-button" onClick={() => sheet.current?.open()}>
            {t('shortcuts')} <kbd>?</kbd>
          </button>
        </p>
      </Footer>
      <ShortcutSheet handle={sheet} />
    </div>
  );
}
