/** What is asked before an act on a chat: the same whether a button, a menu, a key or the palette asks. */
import { lazy, Suspense } from "react";
import type { OpenedChat } from "../chat/use_open_chat";
import { AssignPicker } from "./assign_picker";
import { ClosePicker } from "./close_picker";
import { LabelPicker } from "./label_picker";
import { PriorityPicker } from "./priority_picker";
import { SnoozePicker } from "./snooze_picker";
import type { Asking } from "./use_chat_acts";

const DeleteDialog = lazy(() =>
  import("./delete_dialog").then(({ DeleteDialog }) => ({ default: DeleteDialog })),
);
const ExampleDialog = lazy(() =>
  import("./example_dialog").then(({ ExampleDialog }) => ({ default: ExampleDialog })),
);
const ForwardDialog = lazy(() =>
  import("./forward_dialog").then(({ ForwardDialog }) => ({ default: ForwardDialog })),
);
const TranscriptDialog = lazy(() =>
  import("./transcript_dialog").then(({ TranscriptDialog }) => ({ default: TranscriptDialog })),
);

interface AskedProps {
  chat: OpenedChat;
  asking: Asking | undefined;
  onClose: () => void;
}

export interface AskedPartProps {
  chat: OpenedChat;
  isOpen: boolean;
  onClose: () => void;
}

export function Asked({ chat, asking, onClose }: AskedProps) {
  const told = (what: Asking): AskedPartProps => ({ chat, isOpen: asking === what, onClose });
  return (
    <>
      <ClosePicker {...told("close")} />
      <AssignPicker {...told("assign")} />
      <SnoozePicker {...told("snooze")} />
      <LabelPicker {...told("label")} />
      <PriorityPicker {...told("priority")} />
      <Suspense>
        {asking === "forward" ? <ForwardDialog {...told("forward")} kind="forward" /> : null}
        {asking === "escalate" ? <ForwardDialog {...told("escalate")} kind="escalate" /> : null}
        {asking === "example" ? <ExampleDialog {...told("example")} /> : null}
        {asking === "transcript" ? <TranscriptDialog {...told("transcript")} /> : null}
        {asking === "delete" ? <DeleteDialog {...told("delete")} /> : null}
      </Suspense>
    </>
  );
}
