/** Oneself at the end of the navigation: the status that colleagues and visitors see, the profile, the way out. */
import { useLingui } from "@lingui/react/macro";
import { LogOut, Settings2 } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { useLocation } from "wouter";
import { Avatar } from "../parts/avatar";
import { Menu } from "../parts/menu";
import { tell } from "../parts/toast_queue";
import styles from "./me.module.css";
import { STATUSES, statusWords } from "./status_words";
import { useToasts } from "./toasts";
import { useMe } from "./use_me";

interface MeProps {
  isBar: boolean;
  onSignOut: () => void;
}

export function Me({ isBar, onSignOut }: MeProps) {
  const { t, i18n } = useLingui();
  const { me, setStatus } = useMe();
  const [, go] = useLocation();
  const toasts = useToasts();
  if (!me) {
    return <span className={styles.me} />;
  }
  const { id, name, status } = me.operator;
  const words = statusWords(status);
  const shown = i18n._(words.text);
  const choose = async (chosen: (typeof STATUSES)[number]) => {
    if (!(await setStatus({ status: chosen.id }))) {
      tell(toasts, { text: t`Your status could not be set. Try again.`, tone: "danger" });
    }
  };
  return (
    <Menu
      label={t`You`}
      placement={isBar ? "top end" : "end bottom"}
      trigger={
        <Button className={styles.me} data-state={isBar ? "bar" : "rail"}>
          <VisuallyHidden>{t`${name}: ${shown}`}</VisuallyHidden>
          <span aria-hidden="true">
            <Avatar id={id} name={name} status={{ is: words.shown, label: shown }} />
          </span>
        </Button>
      }
      sections={[
        STATUSES.map((one) => ({
          id: one.id,
          text: i18n._(one.text),
          icon: one.icon,
          isChosen: one.id === status,
          onAction: () => void choose(one),
        })),
        [
          { id: "profile", text: t`Profile`, icon: Settings2, onAction: () => go("/profile") },
          { id: "out", text: t`Sign out`, icon: LogOut, onAction: onSignOut },
        ],
      ]}
    />
  );
}
