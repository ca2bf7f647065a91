/** The options of a select or a combobox, with a mark at the chosen one. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Icon } from "./icon";
import type { Option } from "./option";
import styles from "./option_list.module.css";

interface OptionListProps {
  /** Left out where a combobox filters them itself. */
  options?: readonly Option[];
  label?: string;
  /** What stands here where nothing is to be chosen. */
  empty?: ReactNode;
}

export function OptionList({ options, label, empty }: OptionListProps) {
  return (
    <ListBox
      className={styles.list}
      items={options}
      aria-label={label}
      renderEmptyState={() => <div className={styles.empty}>{empty}</div>}
    >
      {({ id, text, help, icon, isDisabled }: Option) => (
        <ListBoxItem className={styles.option} id={id} textValue={text} isDisabled={isDisabled}>
          {icon ? <Icon of={icon} /> : null}
          <span className={styles.texts}>
            <span className={styles.text}>
              <bdi>{text}</bdi>
            </span>
            {help ? (
              <span className={styles.help}>
                <bdi>{help}</bdi>
              </span>
            ) : null}
          </span>
          <span className={styles.mark}>
            <Icon of={Check} />
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
