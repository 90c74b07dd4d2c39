import { buildPages } from './build-pages.ts';

/** `npm run build`: what an installation with production packages only must find ready. */
await buildPages((line) => console.log(line));
console.log('The pages are built.');
