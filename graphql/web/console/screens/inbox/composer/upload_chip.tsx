/** A file that goes with the message: its picture or its kind, how far it is, and a cross. */
import { useLingui } from "@lingui/react/macro";
import { FileText, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useListened } from "../../../live/use_listened";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { fileSize } from "../thread/file_size";
import type { Upload } from "./upload";
import styles from "./upload_chip.module.css";

interface UploadChipProps {
  upload: Upload;
  onRemove: () => void;
}

export function UploadChip({ upload, onRemove }: UploadChipProps) {
  const { t, i18n } = useLingui();
  const state = useListened(upload.changes, () => upload.state);
  const { file } = upload;
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) {
      return undefined;
    }
    const url = URL.createObjectURL(file);
    setPicture(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  return (
    <span className={styles.chip} data-state={state.kind}>
      {picture ? (
        <img className={styles.picture} src={picture} alt="" />
      ) : (
        <Icon of={state.kind === "refused" ? TriangleAlert : FileText} />
      )}
      <span className={styles.texts}>
        <bdi className={styles.name}>{file.name}</bdi>
        <span className={styles.told} role={state.kind === "refused" ? "alert" : undefined}>
          {state.kind === "refused"
            ? (state.reason ?? t`It did not get through. Attach it again.`)
            : fileSize(file.size, i18n.locale)}
        </span>
      </span>
      {state.kind === "running" ? (
        <progress
          className={styles.progress}
          max={1}
          value={state.progress}
          aria-label={file.name}
        />
      ) : null}
      <IconButton icon={X} label={t`Remove ${file.name}`} onPress={onRemove} />
    </span>
  );
}
