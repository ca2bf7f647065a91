import type { Story } from "../gallery";
import { UploadChip } from "./upload_chip";

const chip = {
  name: "invoice.pdf",
  detail: "48 kB",
  isRefused: false,
  removeLabel: "Remove",
  onRemove: () => undefined,
};

export default {
  name: "UploadChip",
  states: {
    waiting: <UploadChip {...chip} />,
    running: <UploadChip {...chip} progress={0.4} />,
    refused: <UploadChip {...chip} isRefused detail="Too large: at most 20 MB a file." />,
  },
} satisfies Story;
