/** The inbox's panes: the list, the open chat, and the panel about it. */
import { useLingui } from "@lingui/react/macro";
import { Inbox } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMutation } from "urql";
import type { InboxStartQuery } from "../../../client/operator/graphql";
import { Boundary } from "../../parts/boundary";
import { Empty } from "../../parts/empty";
import { Panes, useKeys, usePaneCount } from "../../shell";
import { Chat } from "./chat/chat";
import { useOpenChat } from "./chat/use_open_chat";
import { WIDTHS_UPDATE } from "./documents";
import { ListPane } from "./list/list_pane";
import { useInbox } from "./use_inbox";
import { useKept } from "./use_kept";

const Panel = lazy(() => import("./panel/panel").then(({ Panel }) => ({ default: Panel })));

interface DeskProps {
  preferences: InboxStartQuery["viewer"]["preferences"];
}

const USUAL = { list: 360, panel: 300 };

export function Desk({ preferences }: DeskProps) {
  const { t } = useLingui();
  const { place, go } = useInbox();
  const [, saveWidths] = useMutation(WIDTHS_UPDATE);
  const [widths, setWidths] = useState({
    list: preferences.listWidth ?? USUAL.list,
    panel: preferences.panelWidth ?? USUAL.panel,
  });
  const isWide = usePaneCount() === 4;
  const [isTable] = useKept("table");
  // Beside the chat it is there until it is closed; over it, once it is asked for.
  const [isPanelShut, setPanelShut] = useState(false);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const isPanelOpen = isWide ? !isPanelShut : isSheetOpen;
  const setPanelOpen = (is: boolean) => (isWide ? setPanelShut(!is) : setSheetOpen(is));
  const open = useOpenChat(place.chat);
  const back = () => go({ chat: undefined, message: undefined });

  useKeys(
    place.chat === undefined
      ? []
      : [
          {
            keys: "]",
            text: t`Show or hide the panel`,
            group: t`Anywhere`,
            onPress: () => setPanelOpen(!isPanelOpen),
          },
        ],
  );

  if (isWide && isTable && place.chat === undefined) {
    return (
      <Boundary>
        <ListPane openId={undefined} isTable />
      </Boundary>
    );
  }
  return (
    <Panes
      list={<ListPane openId={open.chat?.id} isTable={false} />}
      isOpen={place.chat !== undefined}
      onBack={back}
      {...(open.chat && {
        panel: {
          title: t`About the chat`,
          content: (
            <Suspense>
              <Panel key={open.chat.id} chat={open.chat} />
            </Suspense>
          ),
          isOpen: isPanelOpen,
          onClose: () => setPanelOpen(false),
        },
      })}
      widths={widths}
      onWidths={(next) => {
        setWidths(next);
        saveWidths({ input: { listWidth: next.list, panelWidth: next.panel } });
      }}
    >
      {place.chat === undefined ? (
        <Empty icon={Inbox} text={t`Choose a chat to read it here.`} />
      ) : (
        <Chat open={open} isPanelOpen={isPanelOpen} onPanel={() => setPanelOpen(!isPanelOpen)} />
      )}
    </Panes>
  );
}
