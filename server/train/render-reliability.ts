/** A reliability plot as SVG: what was said across, how often it was so upward. */

import type { ReliabilityBin } from './reliability.ts';

export interface ReliabilitySeries {
  readonly name: string;
  readonly bins: readonly ReliabilityBin[];
}

const size = 320;
const left = 56;
const top = 16;
const width = left + size + 16;
const height = top + size + 84;
/** Told apart by shape as well as by color; both are readable on white and on black. */
const marks = [
  { color: '#2f7fd6', shape: 'circle' },
  { color: '#c2570c', shape: 'square' },
] as const;

const x = (share: number): string => (left + share * size).toFixed(1);
const y = (share: number): string => (top + (1 - share) * size).toFixed(1);

export function renderReliability(series: readonly ReliabilitySeries[]): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.flatMap((tick) => [
    `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#8886" />`,
    `<text x="${x(tick)}" y="${top + size + 18}" text-anchor="middle">${tick}</text>`,
    `<text x="${left - 8}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick}</text>`,
  ]);
  const drawn = series.flatMap(({ name, bins }, index) => {
    const { color, shape } = marks[index % marks.length]!;
    const mark = (cx: string, cy: string, r: number): string =>
      shape === 'circle'
        ? `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${color}" fill-opacity="0.75" />`
        : `<rect x="${Number(cx) - r}" y="${Number(cy) - r}" width="${2 * r}" height="${2 * r}" fill="none" stroke="${color}" stroke-width="2" />`;
    const filled = bins.filter(({ texts }) => texts > 0);
    const line = filled.map((bin) => `${x(bin.probability)} ${y(bin.right)}`).join('L');
    const legendY = top + size + 58;
    const legendX = left + index * 160;
    return [
      `<path d="M${line}" fill="none" stroke="${color}" stroke-width="1.5" />`,
      ...filled.map((bin) => mark(x(bin.probability), y(bin.right), radiusOf(bin.texts))),
      mark(String(legendX), String(legendY - 4), 5),
      `<text x="${legendX + 12}" y="${legendY}">${name}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#888">`,
    '<title>Probability said, against the share that was right</title>',
    ...grid,
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#888" stroke-dasharray="4 4" />`,
    ...drawn,
    `<text x="${left + size / 2}" y="${top + size + 36}" text-anchor="middle">probability said</text>`,
    `<text transform="translate(14 ${top + size / 2}) rotate(-90)" text-anchor="middle">share right</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** Grows with the logarithm of the number of texts: bins differ a thousandfold. */
function radiusOf(texts: number): number {
  return Math.round(2 + 1.2 * Math.log10(texts));
}
