/** A day as a line that is painted open, or closed again, with the pointer; what is typed beside it says the same. */
import { type PointerEvent, useState } from "react";
import { DAY_MINUTES, isOpenAt, type Opening, painted } from "./openings";
import styles from "./painted_day.module.css";

/** What the pointer takes hold of, in minutes. */
const STEP = 30;

interface PaintedDayProps {
  openings: readonly Opening[];
  onChange: (openings: Opening[]) => void;
}

interface Stroke {
  begun: number;
  now: number;
  isOpening: boolean;
}

const stepAt = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
  const { left, width } = currentTarget.getBoundingClientRect();
  const isMirrored = getComputedStyle(currentTarget).direction === "rtl";
  const part = isMirrored ? (left + width - clientX) / width : (clientX - left) / width;
  const last = DAY_MINUTES / STEP - 1;
  return Math.min(Math.max(Math.floor((part * DAY_MINUTES) / STEP), 0), last) * STEP;
};

const partOf = ({ begun, now }: Stroke): Opening => ({
  fromMinute: Math.min(begun, now),
  toMinute: Math.max(begun, now) + STEP,
});

export function PaintedDay({ openings, onChange }: PaintedDayProps) {
  const [stroke, setStroke] = useState<Stroke>();
  const shown = stroke ? painted(openings, partOf(stroke), stroke.isOpening) : openings;
  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      const begun = stepAt(event);
      setStroke({ begun, now: begun, isOpening: !isOpenAt(openings, begun) });
    }
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (stroke) {
      setStroke({ ...stroke, now: stepAt(event) });
    }
  };
  const end = () => {
    if (stroke) {
      setStroke(undefined);
      onChange(painted(openings, partOf(stroke), stroke.isOpening));
    }
  };
  return (
    <div
      className={styles.day}
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setStroke(undefined)}
    >
      {shown.map(({ fromMinute, toMinute }) => (
        <span
          key={fromMinute}
          className={styles.opening}
          style={{
            insetInlineStart: `${(fromMinute / DAY_MINUTES) * 100}%`,
            inlineSize: `${((toMinute - fromMinute) / DAY_MINUTES) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}
