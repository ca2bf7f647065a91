/** Panes beside one another whose edges can be drawn, by pointer and by keys. Whoever shows them keeps the widths. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useLocale } from "react-aria-components/I18nProvider";
import { fitWidth, type PaneBounds, widthAfter } from "./pane_widths";
import styles from "./split_panes.module.css";

export interface SidePane extends PaneBounds {
  content: ReactNode;
  /** Names its edge: `Width of the list`. */
  label: string;
  width: number;
  /** Once, when the edge is let go. */
  onResize: (width: number) => void;
}

interface SplitPanesProps {
  start?: SidePane;
  /** Fills what the others leave. */
  children: ReactNode;
  end?: SidePane;
}

interface EdgeProps {
  pane: SidePane;
  side: "start" | "end";
  onDraw: (width: number) => void;
}

function Edge({ pane, side, onDraw }: EdgeProps) {
  const { direction } = useLocale();
  const drawn = useRef<{ x: number; width: number; free: number } | null>(null);
  const sign = (side === "start") === (direction === "ltr") ? 1 : -1;

  const widthAt = (x: number) => {
    const from = drawn.current;
    return from ? fitWidth(from.width + sign * (x - from.x), pane, from.free) : pane.width;
  };
  /** What this pane and the filling one have together. */
  const freeBeside = (edge: HTMLElement) => {
    const fill = edge.parentElement?.querySelector("[data-fill]")?.clientWidth ?? 0;
    return pane.width + fill;
  };
  const onPointerDown = (event: PointerEvent<HTMLHRElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawn.current = { x: event.clientX, width: pane.width, free: freeBeside(event.currentTarget) };
  };
  const onPointerUp = (event: PointerEvent<HTMLHRElement>) => {
    if (drawn.current) {
      pane.onResize(widthAt(event.clientX));
      drawn.current = null;
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLHRElement>) => {
    const next = widthAfter(event.key, pane.width, pane, sign > 0 ? "ArrowRight" : "ArrowLeft");
    if (next !== undefined) {
      event.preventDefault();
      pane.onResize(fitWidth(next, pane, freeBeside(event.currentTarget)));
    }
  };
  return (
    <hr
      className={styles.edge}
      aria-orientation="vertical"
      aria-label={pane.label}
      aria-valuenow={pane.width}
      aria-valuemin={pane.min}
      aria-valuemax={pane.max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => (drawn.current ? onDraw(widthAt(event.clientX)) : undefined)}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
    />
  );
}

export function SplitPanes({ start, children, end }: SplitPanesProps) {
  // While an edge is drawn; then the pane's own width says it.
  const [drawn, setDrawn] = useState<{ side: "start" | "end"; width: number } | null>(null);
  const side = (name: "start" | "end", pane: SidePane) => ({
    ...pane,
    width: drawn?.side === name ? drawn.width : pane.width,
    onResize: (width: number) => {
      setDrawn(null);
      pane.onResize(width);
    },
  });
  const first = start && side("start", start);
  const last = end && side("end", end);
  return (
    <div className={styles.panes}>
      {first ? (
        <>
          <div className={styles.side} style={{ inlineSize: first.width }}>
            {first.content}
          </div>
          <Edge pane={first} side="start" onDraw={(width) => setDrawn({ side: "start", width })} />
        </>
      ) : null}
      <div className={styles.fill} data-fill="">
        {children}
      </div>
      {last ? (
        <>
          <Edge pane={last} side="end" onDraw={(width) => setDrawn({ side: "end", width })} />
          <div className={styles.side} style={{ inlineSize: last.width }}>
            {last.content}
          </div>
        </>
      ) : null}
    </div>
  );
}
