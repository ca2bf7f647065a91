/** Where toasts come up, one over the other; F6 goes there. */
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, Info, OctagonAlert, X } from "lucide-react";
import {
  UNSTABLE_ToastContent as Content,
  UNSTABLE_ToastRegion as Region,
  Text,
  UNSTABLE_Toast as Toast,
} from "react-aria-components/Toast";
import { Button } from "./button";
import { Icon } from "./icon";
import { IconButton } from "./icon_button";
import type { Toasts } from "./toast_queue";
import styles from "./toast_region.module.css";

const ICONS = { plain: CircleCheck, info: Info, danger: OctagonAlert };

export function ToastRegion({ toasts }: { toasts: Toasts }) {
  const { t } = useLingui();
  return (
    <Region queue={toasts} className={styles.region}>
      {({ toast }) => {
        const { text, tone = "plain", action } = toast.content;
        return (
          <Toast className={styles.toast} toast={toast} data-tone={tone}>
            <Icon of={ICONS[tone]} />
            <Content className={styles.content}>
              <Text slot="title">{text}</Text>
            </Content>
            {action ? (
              <Button
                tone="quiet"
                onPress={() => {
                  toasts.close(toast.key);
                  action.onPress();
                }}
              >
                {action.text}
              </Button>
            ) : null}
            <IconButton icon={X} label={t`Close`} slot="close" />
          </Toast>
        );
      }}
    </Region>
  );
}
