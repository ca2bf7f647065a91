/** A moment: short where there are many, with all of it for whoever points at it. */
import { useLocale } from "react-aria-components/I18nProvider";
import styles from "./time.module.css";
import { fullTime, shortTime } from "./time_text";
import { useNow } from "./use_now";

interface TimeProps {
  /** As the server writes it: ISO 8601. */
  at: string;
  isFull?: boolean;
  /** A zone other than the reader's, which is then named. */
  zone?: string;
}

export function Time({ at, isFull = false, zone }: TimeProps) {
  const { locale } = useLocale();
  const moment = Date.parse(at);
  const full = fullTime(moment, locale, zone);
  const short = useNow((now) => shortTime(moment, now, locale, zone));
  return (
    <time className={styles.time} dateTime={at} title={isFull ? undefined : full}>
      {isFull ? full : short}
    </time>
  );
}
