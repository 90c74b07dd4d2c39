import { useEffect, useState } from 'preact/hooks';

/** True where a table does not fit and cards take its place (the same words, one under the other). */
export function useNarrow(): boolean {
  const query = '(max-width: 50rem)';
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const listen = (): void => setNarrow(media.matches);
    media.addEventListener('change', listen);
    return () => media.removeEventListener('change', listen);
  }, []);
  return narrow;
}
