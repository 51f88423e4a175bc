/** The size of the picture, in its own units. */
export const WIDTH = 480;
export const HEIGHT = 220;
/** The x coordinate at which the server's first response arrives. */
export const WALL_X = 144;
export const MIDDLE_X = WIDTH / 2;
export const MIDDLE_Y = HEIGHT / 2;
/** The circle that all waiting requests go through. */
export const RADIUS = 30;
export const START_X = 6;
export const END_X = WIDTH - START_X;

const MARGIN_Y = 10;
const FAN_X = WIDTH - WALL_X;
/** How far a curve goes straight before it bends. */
const BEND = 46;

/** The path of one request through the picture, in SVG path data. */
export interface Line {
  readonly y: number;
  readonly out: string;
  readonly queue: string;
  readonly replay: string;
  readonly straight: string;
}

/** Returns the lines of `count` requests: they start side by side, meet in the middle, and fan out again. */
export function linesFor(count: number): readonly Line[] {
  const gap = count > 1 ? (HEIGHT - 2 * MARGIN_Y) / (count - 1) : 0;
  return Array.from({ length: count }, (_, index) =>
    lineAt(count > 1 ? MARGIN_Y + index * gap : MIDDLE_Y),
  );
}

function lineAt(y: number): Line {
  const left = MIDDLE_X - RADIUS;
  const right = MIDDLE_X + RADIUS;
  return {
    y,
    out: `M${START_X} ${y}H${WALL_X}`,
    queue: `M${WALL_X} ${y}C${WALL_X + BEND} ${y} ${left - BEND / 2} ${MIDDLE_Y} ${left} ${MIDDLE_Y}`,
    replay: `M${right} ${MIDDLE_Y}C${right + BEND / 2} ${MIDDLE_Y} ${FAN_X - BEND} ${y} ${FAN_X} ${y}H${END_X}`,
    straight: `M${WALL_X} ${y}H${END_X}`,
  };
}
