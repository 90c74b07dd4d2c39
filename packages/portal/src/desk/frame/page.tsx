import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { deskTexts } from '../../texts/desk/index.ts';
import { FlashMessage } from './flash.tsx';
import { language } from './language.ts';

/** Paths whose heading already took the focus; the first page of a visit leaves the focus to the browser. */
let focusedPath: string | null = null;

export interface PageProps {
  title: string;
  /** A line over the heading: what kind of thing this is. */
  caption?: ComponentChildren;
  /** Beside the heading: states and small actions. */
  aside?: ComponentChildren;
  /** True while problems stand on the page: the title says so first. */
  failed?: boolean;
  institution?: string | null;
  children: ComponentChildren;
}

/**
 * A page of the desk: its title, its one heading, the result of what was done before. After a change of address the
 * heading takes the focus, so that those who hear the page know where they are and Tab goes on from there.
 */
export function Page({ title, caption, aside, failed = false, institution = null, children }: PageProps) {
  const { path } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const t = deskTexts(language.value);
  const full = [failed ? `${t('errorTitlePrefix')} ${title}` : title, institution, 'Circula'].filter((part) => part);
  useEffect(() => {
    document.title = full.join(' – ');
  });
  useEffect(() => {
    if (focusedPath !== null && focusedPath !== path) {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    focusedPath = path;
  }, [path]);
  return (
    <>
      <FlashMessage path={path} />
      <div class="desk-heading">
        <div>
          {caption ? <p class="desk-heading__caption">{caption}</p> : null}
          <h1 class="desk-heading__title" tabIndex={-1} ref={heading}>
            {title}
          </h1>
        </div>
        {aside ? <div class="desk-heading__aside">{aside}</div> : null}
      </div>
      {children}
    </>
  );
}
