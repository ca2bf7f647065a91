/** The widget's drawings: Lucide's, on a grid of 24. */

const LINES = {
  back: "M15 18l-6-6 6-6",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 7v5l3 2M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  close: "M6 6l12 12M18 6L6 18",
  download: "M12 4v11m0 0l-4.5-4.500M12 15l4.5-4.500M5 20h14",
  file: "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zm0 0v5h5",
  forward: "M9 6l6 6-6 6",
  attach:
    "M20 11.500l-8.2 8.200a5.3 5.3 0 0 1-7.5-7.500L12.5 4a3.5 3.5 0 0 1 5 5l-8.3 8.200a1.8 1.8 0 0 1-2.5-2.500l7.7-7.6",
  quote: "M9 15l-5-5 5-5M4 10h9a7 7 0 0 1 7 7v2",
  send: "M12 19V5m0 0l-6.5 6.500M12 5l6.5 6.5",
  warning: "M12 8v5m0 3.500v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1z",
} as const;

export type IconName = keyof typeof LINES;

/** They point the other way in languages that are written so. */
const DIRECTED: readonly IconName[] = ["back", "forward", "quote"];

interface IconProps {
  name: IconName;
  size?: number;
}

export function Icon({ name, size = 20 }: IconProps) {
  return (
    <svg
      class="icon"
      data-directed={DIRECTED.includes(name) || undefined}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={LINES[name]} />
    </svg>
  );
}
