/** Stylesheets are imported for their effect: vite gathers them into files of their own. */
declare module '*.scss';
declare module '*.css';
