/** Text as SVG holds it: characters that XML forbids are left out, those that mean something are escaped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Mean width of a character of a sans-serif font, as a part of its size. */
const WIDTH = 0.52;

/** Lines that fit a width, at most `most`; what is left out becomes an ellipsis. */
export function wrap(text: string, width: number, size: number, most: number): string[] {
  const room = Math.max(4, Math.floor(width / (size * WIDTH)));
  const lines: string[] = [];
  let line = '';
  const words = text
    .trim()
    .slice(0, 500)
    .split(/\s+/)
    .flatMap((word) => pieces(word, room));
  for (const word of words) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= room) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  kept[most - 1] = `${(kept[most - 1] ?? '').slice(0, room - 1)}…`;
  return kept;
}

function pieces(word: string, room: number): string[] {
  return word.match(new RegExp(`.{1,${room}}`, 'gsu')) ?? [];
}

export interface TextStyle {
  readonly size: number;
  readonly colour: string;
  readonly anchor: 'start' | 'middle';
  readonly weight?: 'bold';
}

/** Lines one under another, the first one's middle at `y`. */
export function textLines(lines: readonly string[], x: number, y: number, style: TextStyle): string {
  const { size, colour, anchor, weight } = style;
  const spans = lines.map(
    (line, index) => `<tspan x="${x}" y="${round(y + index * size * 1.2)}">${escapeXml(line)}</tspan>`,
  );
  if (spans.length === 0) return '';
  const bold = weight === undefined ? '' : ` font-weight="${weight}"`;
  return `<text font-size="${size}" fill="${colour}" stroke="none" text-anchor="${anchor}" dominant-baseline="central"${bold}>${spans.join('')}</text>`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
