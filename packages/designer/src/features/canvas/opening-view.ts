import type { Canvas } from './diagram.ts';

/** Names of steps can be read from here up. */
const READABLE = 0.65;
/** What the palette covers, with a margin, in pixels. */
const PALETTE = 130;

/**
 * The first look at a flow: the whole of it when it can be read that way, else its beginning at a readable size. A
 * canvas that is not shown yet has no size and is left alone.
 */
export function openingView(canvas: Canvas): void {
  const { outer } = canvas.viewbox();
  if (outer.width === 0) return;
  const whole = canvas.zoom('fit-viewport', 'auto');
  if (whole >= READABLE) return;
  canvas.zoom(READABLE);
  const { inner } = canvas.viewbox();
  canvas.viewbox({
    x: inner.x - PALETTE / READABLE,
    y: inner.y + inner.height / 2 - outer.height / READABLE / 2,
    width: outer.width / READABLE,
    height: outer.height / READABLE,
  });
}
