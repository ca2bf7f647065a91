/** A line that says how things stand, and what one can do about it. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

interface NoticeProps {
  icon: IconName;
  tone: "calm" | "waiting" | "danger";
  children: ComponentChildren;
  /** What can be done: its words and what it does. */
  act?: { label: string; onPress: () => void };
}

export function Notice({ icon, tone, children, act }: NoticeProps) {
  return (
    <div class="notice" data-tone={tone} role="status">
      <Icon name={icon} size={18} />
      <span class="notice-text">{children}</span>
      {act ? (
        <button type="button" class="notice-act" onClick={act.onPress}>
          {act.label}
        </button>
      ) : null}
    </div>
  );
}
