import { useEffect, useState } from 'preact/hooks';

/** Where the designer is served. */
export const BASE = '/designer';

/** The pages of the designer. */
export type Route =
  | { readonly page: 'institutions' }
  | { readonly page: 'types'; readonly institution: string }
  | { readonly page: 'type'; readonly institution: string; readonly type: string }
  | { readonly page: 'versions'; readonly institution: string; readonly type: string }
  | { readonly page: 'version'; readonly institution: string; readonly type: string; readonly version: number }
  | { readonly page: 'missing' };

/** The page of an address; `missing` for one that is none of ours. */
export function routeOf(pathname: string): Route {
  const [institution, type, part, version, ...more] = pathname
    .slice(BASE.length)
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  if (more.length > 0) return { page: 'missing' };
  if (institution === undefined) return { page: 'institutions' };
  if (type === undefined) return { page: 'types', institution };
  if (part === undefined) return { page: 'type', institution, type };
  if (part !== 'versions') return { page: 'missing' };
  if (version === undefined) return { page: 'versions', institution, type };
  return /^[1-9]\d{0,5}$/.test(version)
    ? { page: 'version', institution, type, version: Number(version) }
    : { page: 'missing' };
}

/** The address of a page. */
export function addressOf(route: Exclude<Route, { page: 'missing' }>): string {
  const path = (...segments: string[]): string => [BASE, ...segments.map(encodeURIComponent)].join('/');
  switch (route.page) {
    case 'institutions':
      return `${BASE}/`;
    case 'types':
      return path(route.institution);
    case 'type':
      return path(route.institution, route.type);
    case 'versions':
      return path(route.institution, route.type, 'versions');
    case 'version':
      return path(route.institution, route.type, 'versions', String(route.version));
  }
}

/** Goes to a page without loading the document again. */
export function navigate(route: Exclude<Route, { page: 'missing' }>): void {
  history.pushState(null, '', addressOf(route));
  dispatchEvent(new PopStateEvent('popstate'));
}

/** The page of the current address, following links inside the designer. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.pathname));
  useEffect(() => {
    const follow = (): void => setRoute(routeOf(location.pathname));
    const click = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (link === null || !plain || event.defaultPrevented || link.target !== '' || link.origin !== location.origin)
        return;
      if (link.pathname !== BASE && !link.pathname.startsWith(`${BASE}/`)) return;
      if (link.hash !== '' && link.pathname === location.pathname) return;
      event.preventDefault();
      history.pushState(null, '', link.href);
      follow();
    };
    addEventListener('popstate', follow);
    document.addEventListener('click', click);
    return () => {
      removeEventListener('popstate', follow);
      document.removeEventListener('click', click);
    };
  }, []);
  return route;
}
