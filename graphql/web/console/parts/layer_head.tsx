/** The head of what lies over the page: its title and the way back. */
import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { Heading } from "react-aria-components/Heading";
import { IconButton } from "./icon_button";
import styles from "./layer_head.module.css";

interface LayerHeadProps {
  title: string;
  onClose?: () => void;
}

export function LayerHead({ title, onClose }: LayerHeadProps) {
  const { t } = useLingui();
  return (
    <header className={styles.head}>
      <Heading className={styles.title} slot="title">
        {title}
      </Heading>
      {onClose ? <IconButton icon={X} label={t`Close`} keys="Escape" onPress={onClose} /> : null}
    </header>
  );
}
