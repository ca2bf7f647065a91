/** A list, what is open of it, and a panel about that: beside one another as far as the page has room. */
import { useLingui } from "@lingui/react/macro";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Boundary } from "../parts/boundary";
import { IconButton } from "../parts/icon_button";
import { Sheet } from "../parts/sheet";
import { SplitPanes } from "../parts/split_panes";
import { type PaneCount, usePaneCount } from "./pane_count";
import styles from "./panes.module.css";

interface PaneWidths {
  list: number;
  panel: number;
}

interface PanesProps {
  list: ReactNode;
  /** What stands where nothing is open. */
  children: ReactNode;
  /** Whether something of the list is open: on a phone it takes the list's place. */
  isOpen: boolean;
  /** The phone's way back to the list. */
  onBack: () => void;
  panel?: { title: string; content: ReactNode; isOpen: boolean; onClose: () => void };
  widths: PaneWidths;
  onWidths: (widths: PaneWidths) => void;
  /** By the page's width, if left out. */
  count?: PaneCount;
}

const LIST = { min: 260, max: 480 };
const PANEL = { min: 240, max: 420 };

export function Panes({
  list,
  children,
  isOpen,
  onBack,
  panel,
  widths,
  onWidths,
  count,
}: PanesProps) {
  const { t } = useLingui();
  const counted = usePaneCount();
  const panes = count ?? counted;
  const isBeside = panes === 4 && panel?.isOpen;
  const main = <Boundary>{children}</Boundary>;
  const sheet =
    panel && !isBeside ? (
      <Sheet title={panel.title} isOpen={panel.isOpen} onClose={panel.onClose}>
        <Boundary>{panel.content}</Boundary>
      </Sheet>
    ) : null;

  if (panes === 1) {
    return (
      <div className={styles.alone}>
        {isOpen ? (
          <>
            <div className={styles.back}>
              <IconButton icon={ArrowLeft} label={t`Back`} isDirectional onPress={onBack} />
            </div>
            {main}
          </>
        ) : (
          <Boundary>{list}</Boundary>
        )}
        {sheet}
      </div>
    );
  }
  return (
    <>
      <SplitPanes
        start={{
          ...LIST,
          content: <Boundary>{list}</Boundary>,
          label: t`Width of the list`,
          width: widths.list,
          onResize: (width) => onWidths({ ...widths, list: width }),
        }}
        end={
          isBeside
            ? {
                ...PANEL,
                content: <Boundary>{panel.content}</Boundary>,
                label: t`Width of the panel`,
                width: widths.panel,
                onResize: (width) => onWidths({ ...widths, panel: width }),
              }
            : undefined
        }
      >
        {main}
      </SplitPanes>
      {sheet}
    </>
  );
}
