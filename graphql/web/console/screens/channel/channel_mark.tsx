/** Which kind of channel it is, as a picture beside its name. */
import { ChannelIcon } from "../../chat";
import styles from "./channel_mark.module.css";

export function ChannelMark({ plugin }: { plugin: string }) {
  return (
    <span className={styles.mark}>
      <ChannelIcon plugin={plugin} size="large" />
    </span>
  );
}
