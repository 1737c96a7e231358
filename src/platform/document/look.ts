import type { Faces } from './faces.ts';

/** How a run of text is set: weight, size in points, colour. */
export interface Style {
  readonly face: keyof Faces;
  readonly size: number;
  readonly colour: string;
}

/** One accent, no more; far from the blue of the NHS on purpose. On white, ink is 15:1, muted 6:1, accent 7:1. */
export const COLOURS = {
  ink: '#1b2427',
  muted: '#556266',
  accent: '#0f5c63',
  rule: '#cbd5d7',
} as const;

export const STYLES = {
  title: { face: 'bold', size: 22, colour: COLOURS.accent },
  letterhead: { face: 'semibold', size: 15, colour: COLOURS.ink },
  heading: { face: 'semibold', size: 11.5, colour: COLOURS.accent },
  figure: { face: 'semibold', size: 17, colour: COLOURS.ink },
  strong: { face: 'semibold', size: 9.5, colour: COLOURS.ink },
  body: { face: 'regular', size: 9.5, colour: COLOURS.ink },
  muted: { face: 'regular', size: 9.5, colour: COLOURS.muted },
  small: { face: 'regular', size: 8.5, colour: COLOURS.muted },
  label: { face: 'regular', size: 8, colour: COLOURS.muted },
} as const satisfies Record<string, Style>;

/** A4 upright, in points. */
export const PAGE = { width: 595.28, height: 841.89, side: 51, top: 46, bottom: 58 } as const;

/** Points from one baseline to the next. */
export function lineHeight(style: Style): number {
  return style.size * 1.36;
}
