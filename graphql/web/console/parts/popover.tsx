/** A small form or more about something, beside the button that opens it; Escape and a click outside close it. */
import type { ReactElement, ReactNode } from "react";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Floating } from "./floating";
import styles from "./popover.module.css";

interface PopoverProps {
  title: string;
  trigger: ReactElement;
  /** Gets what closes it. */
  children: (close: () => void) => ReactNode;
  placement?: "bottom start" | "bottom end" | "top start" | "end top";
}

export function Popover({ title, trigger, children, placement = "bottom start" }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Floating placement={placement}>
        <Dialog className={styles.dialog}>
          {({ close }) => (
            <>
              <Heading className={styles.title} slot="title">
                {title}
              </Heading>
              {children(close)}
            </>
          )}
        </Dialog>
      </Floating>
    </DialogTrigger>
  );
}
