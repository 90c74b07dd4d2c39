/** Vite gives the text of any file that is asked for with `?raw`. */
declare module '*.bpmn?raw' {
  const xml: string;
  export default xml;
}
