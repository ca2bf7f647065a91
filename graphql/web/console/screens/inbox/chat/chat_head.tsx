/** Who it is with, where it stands, who is in it, and what can be done with it. */
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, Ellipsis, PanelRight, RotateCcw } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { ChannelIcon, StatusChip } from "../../../chat";
import { Avatar } from "../../../parts/avatar";
import { Button } from "../../../parts/button";
import { IconButton } from "../../../parts/icon_button";
import { Menu } from "../../../parts/menu";
import { Priority } from "../../../parts/priority";
import { Tooltip } from "../../../parts/tooltip";
import { usePaneCount } from "../../../shell";
import type { ChatAct } from "../acts/use_chat_acts";
import styles from "./chat_head.module.css";
import type { OpenedChat } from "./use_open_chat";
import { useViewers } from "./use_viewers";

interface ChatHeadProps {
  chat: OpenedChat;
  acts: readonly ChatAct[];
  isPanelOpen: boolean;
  onPanel: () => void;
}

/** Those that stand as buttons of their own, where there is room. */
const BUTTONS = ["assign", "forward", "snooze", "wake", "label"];

export function ChatHead({ chat, acts, isPanelOpen, onPanel }: ChatHeadProps) {
  const { t } = useLingui();
  const viewers = useViewers(chat.id);
  const isNarrow = usePaneCount() === 1;
  // Alone on the page, it is what the page is about.
  const Name = isNarrow ? "h1" : "h2";
  const main = acts.find(({ id }) => id === "close" || id === "reopen");
  const buttons = isNarrow ? [] : acts.filter(({ id }) => BUTTONS.includes(id));
  const rest = acts.filter((act) => act !== main && !buttons.includes(act));
  const { contact, channel, participants, operator } = chat;
  const staff = [
    ...(operator ? [operator] : []),
    ...participants.map((one) => one.operator).filter(({ id }) => id !== operator?.id),
  ];
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <div className={styles.who}>
          <span className={styles.title}>
            <Name className={styles.name}>
              <bdi>{contact.name}</bdi>
            </Name>
            <Priority of={chat.priority} />
          </span>
          <span className={styles.facts}>
            <span className={styles.channel}>
              <ChannelIcon plugin={channel.plugin} />
              <bdi>{channel.name}</bdi>
            </span>
            <span className={styles.number}>#{chat.number}</span>
            <StatusChip status={chat.status} />
          </span>
        </div>
        <div className={styles.staff}>
          {staff.slice(0, 4).map(({ id, name }) => (
            <span key={id} className={styles.operator} title={name}>
              <Avatar id={id} name={name} size="small" />
              <VisuallyHidden>{t`${name} is in it`}</VisuallyHidden>
            </span>
          ))}
          {viewers.map(({ operator: { id, name }, isWriting }) => (
            <span
              key={`v ${id}`}
              className={styles.viewer}
              data-state={isWriting ? "writing" : undefined}
              title={isWriting ? t`${name} writes` : t`${name} has it open`}
            >
              <Avatar id={id} name={name} size="small" />
              <VisuallyHidden>
                {isWriting ? t`${name} writes` : t`${name} has it open`}
              </VisuallyHidden>
            </span>
          ))}
        </div>
        <div className={styles.acts}>
          {buttons.map(({ id, text, icon, keys, onAction }) => (
            <IconButton
              key={id}
              icon={icon}
              label={text}
              {...(keys && { keys })}
              onPress={onAction}
            />
          ))}
          {rest.length > 0 ? (
            <Menu
              label={t`The chat`}
              trigger={<IconButton icon={Ellipsis} label={t`More to do with the chat`} />}
              sections={[
                rest.filter(({ isDangerous }) => !isDangerous),
                rest.filter(({ isDangerous }) => isDangerous),
              ].filter((section) => section.length > 0)}
            />
          ) : null}
          <IconButton
            icon={PanelRight}
            label={isPanelOpen ? t`Hide the panel` : t`Show the panel`}
            keys="]"
            isDirectional
            isPressed={isPanelOpen}
            onPress={onPanel}
          />
          {main ? (
            <Tooltip text={main.text} keys="e">
              <Button
                icon={main.id === "close" ? CircleCheck : RotateCcw}
                tone={main.id === "close" ? "plain" : "primary"}
                onPress={main.onAction}
              >
                {main.text}
              </Button>
            </Tooltip>
          ) : null}
        </div>
      </div>
    </header>
  );
}
