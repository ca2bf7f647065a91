/** The window over the launcher: a dialog without a trap, which gives the focus back when it closes. */
import { t } from "@lingui/core/macro";
import type { Signal } from "@preact/signals";
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { OpeningQuery } from "../../client/visitor/graphql";
import { Close } from "../parts/close";

interface PanelProps {
  isOpen: Signal<boolean>;
  label: string;
  opening: OpeningQuery["widget"];
  onClose: () => void;
}

export function Panel({ isOpen, label, opening, onClose }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useSignalEffect(() => {
    if (isOpen.value) {
      dialog.current?.show();
    } else {
      dialog.current?.close();
    }
  });

  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-label={label}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header class="panel-header">
        <bdi>{label}</bdi>
        <Close label={t`Close`} onPress={onClose} />
      </header>
      <div class="panel-opening">
        {opening.operatorNames.length > 0 ? <bdi>{opening.operatorNames.join(", ")}</bdi> : null}
        {opening.greeting ? <p dir="auto">{opening.greeting}</p> : null}
      </div>
    </dialog>
  );
}
