import { create } from 'qrcode';

/**
 * A QR code as one SVG path, a unit square per dark module, with the four modules of quiet zone that ISO/IEC 18004 asks
 * for. Drawn in the page: no picture to load, sharp on paper.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (data[y * size + x]) path += `M${x + 4} ${y + 4}h1v1h-1z`;
    }
  }
  const side = size + 8;
  return (
    <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
