/** The skeleton of the settings' lists: all entries at the start, the open one beside them; on a phone one of both. */
import { useLingui } from "@lingui/react/macro";
import { ArrowLeft } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Boundary } from "../parts/boundary";
import { IconButton } from "../parts/icon_button";
import { useMe, usePaneCount } from "../shell";
import { edits } from "./edits";
import styles from "./library.module.css";

interface LibraryProps {
  /** What is listed: the head of the page where only the open one is seen. */
  title: string;
  list: ReactNode;
  /** The open entry, or what stands there where none is. */
  children: ReactNode;
  openId: string | undefined;
  onBack: () => void;
  /** Enter in the list leads into the form: counted up each time. */
  entered: number;
}

export function Library({ title, list, children, openId, onBack, entered }: LibraryProps) {
  const { t } = useLingui();
  const { me } = useMe();
  const isPhone = usePaneCount() === 1;
  const frame = useRef<HTMLDivElement>(null);
  const owner = me?.operator.id;
  useEffect(() => (owner === undefined ? undefined : edits.begin(owner)), [owner]);
  useEffect(() => {
    if (entered > 0) {
      const form = frame.current?.querySelector("[data-editor] form");
      const field = form?.querySelector<HTMLElement>(":is(input, textarea):enabled");
      (field ?? form?.querySelector<HTMLElement>("button:enabled"))?.focus();
    }
  }, [entered]);
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && openId !== undefined) {
      const options = frame.current?.querySelector<HTMLElement>("[role=listbox]");
      if (options?.offsetParent) {
        options.focus();
      } else {
        onBack();
      }
    }
  };
  return (
    <div ref={frame} className={styles.frame}>
      <div className={styles.library} data-state={openId === undefined ? "list" : "open"}>
        <div className={styles.list}>
          <Boundary>{list}</Boundary>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back to the list from whatever is inside */}
        <div className={styles.open} data-editor="" onKeyDown={leave}>
          {openId === undefined ? null : (
            <div className={styles.back} data-state={isPhone ? "phone" : "narrow"}>
              {isPhone ? null : (
                <IconButton icon={ArrowLeft} label={t`Back`} isDirectional onPress={onBack} />
              )}
              <h1 className={styles.title}>{title}</h1>
            </div>
          )}
          <Boundary>{children}</Boundary>
        </div>
      </div>
    </div>
  );
}
