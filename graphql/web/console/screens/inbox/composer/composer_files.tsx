/** The files that go with the message, and how full the desk's place for files is. */
import { useLingui } from "@lingui/react/macro";
import { Paperclip, X } from "lucide-react";
import { useQuery } from "urql";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { fileSize } from "../thread/file_size";
import { STORED_FILES } from "./composer_documents";
import styles from "./composer_files.module.css";
import { UploadChip } from "./upload_chip";
import type { Uploads } from "./use_uploads";

interface ComposerFilesProps {
  uploads: Uploads;
  /** Of a draft that was begun elsewhere. */
  keptCount: number;
  onRemoveKept: () => void;
}

export function ComposerFiles({ uploads, keptCount, onRemoveKept }: ComposerFilesProps) {
  const { t } = useLingui();
  if (uploads.all.length === 0 && keptCount === 0) {
    return null;
  }
  return (
    <div className={styles.files}>
      {uploads.all.map((upload) => (
        <UploadChip key={upload.key} upload={upload} onRemove={() => uploads.remove(upload)} />
      ))}
      {uploads.all.length === 0 ? (
        <span className={styles.kept}>
          <Icon of={Paperclip} size="small" />
          {t`Files of the draft: ${keptCount}`}
          <IconButton icon={X} label={t`Remove the files`} onPress={onRemoveKept} />
        </span>
      ) : null}
      <Quota key={uploads.all.length} />
    </div>
  );
}

function Quota() {
  const { t, i18n } = useLingui();
  const [{ data }] = useQuery({ query: STORED_FILES, requestPolicy: "cache-and-network" });
  if (!data) {
    return null;
  }
  const { storedBytes, limits } = data.server;
  const [used, all] = [storedBytes, limits.storageQuotaBytes].map((bytes) =>
    fileSize(bytes, i18n.locale),
  );
  const text = t`${used} of ${all} for files are used`;
  return (
    <span className={styles.quota}>
      <meter
        className={styles.meter}
        min={0}
        max={limits.storageQuotaBytes}
        high={limits.storageQuotaBytes * 0.9}
        value={storedBytes}
        aria-label={text}
      />
      <span aria-hidden="true">{text}</span>
    </span>
  );
}
