/** A small form or more about something, beside the button that opens it; Escape and a click outside close it. */
import { type ReactElement, type ReactNode, useContext, useId } from "react";
import { DialogTrigger, OverlayTriggerStateContext } from "react-aria-components/Dialog";
import { Floating } from "./floating";
import styles from "./popover.module.css";

interface PopoverProps {
  title: string;
  trigger: ReactElement;
  /** Gets what closes it. */
  children: (close: () => void) => ReactNode;
  placement?: "bottom start" | "bottom end" | "top start" | "end top";
  /** For a list, rather than a few words. */
  isWide?: boolean;
}

export function Popover({
  title,
  trigger,
  children,
  placement = "bottom start",
  isWide = false,
}: PopoverProps) {
  const id = useId();
  return (
    <DialogTrigger>
      {trigger}
      <Floating placement={placement} labelledBy={id}>
        <div className={`${styles.content} ${isWide ? styles.wide : ""}`}>
          <h3 id={id} className={styles.title}>
            {title}
          </h3>
          <Content>{children}</Content>
        </div>
      </Floating>
    </DialogTrigger>
  );
}

function Content({ children }: Pick<PopoverProps, "children">) {
  const state = useContext(OverlayTriggerStateContext);
  return children(() => state?.close());
}
