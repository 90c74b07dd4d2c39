/**
 * What the page of the designer may load, as helmet takes it. Scripts come from the own origin only, without `unsafe-*`;
 * styles need `'unsafe-inline'`, because bpmn-js and the code editors of the properties panel set styles from script
 * by `style` elements and attributes (docs/decisions/0061). `data:` images are the drawing libraries' cursors and icons.
 */
export const designerContentSecurityPolicy = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
