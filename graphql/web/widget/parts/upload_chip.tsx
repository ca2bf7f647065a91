/** A file that is about to be sent: how far it is, or why it is not taken. */
import { FileName } from "./file_name";
import { IconButton } from "./icon_button";

interface UploadChipProps {
  name: string;
  /** Its size, or why it was refused. */
  detail: string;
  /** From 0 to 1; absent while it does not run. */
  progress?: number | undefined;
  isRefused: boolean;
  /** What takes it away, in words. */
  removeLabel: string;
  onRemove: () => void;
}

export function UploadChip(props: UploadChipProps) {
  const { name, detail, progress, isRefused, removeLabel, onRemove } = props;
  return (
    <div class="upload-chip" data-refused={isRefused || undefined}>
      <span class="upload-chip-words">
        <FileName name={name} />
        <span class="upload-chip-detail" role={isRefused ? "alert" : undefined}>
          {detail}
        </span>
      </span>
      <IconButton icon="close" label={removeLabel} onPress={onRemove} />
      {progress === undefined ? null : (
        <progress class="upload-chip-progress" value={progress} aria-label={name} />
      )}
    </div>
  );
}
