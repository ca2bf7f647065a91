import type { Story } from "../gallery";
import { File } from "./file";

const file = {
  id: "attachment_1",
  kind: "FILE",
  name: "invoice.pdf",
  contentType: "application/pdf",
  sizeBytes: 48_000,
  state: "STORED",
  url: URL.createObjectURL(new Blob(["…"])),
} as const;
const words = { size: "48 kB", failure: "This file could not be had." };

export default {
  name: "File",
  states: {
    stored: <File file={file} {...words} />,
    failed: <File file={{ ...file, state: "FAILED", url: null }} {...words} />,
    voice: <File file={{ ...file, kind: "VOICE", contentType: "audio/ogg" }} {...words} />,
  },
} satisfies Story;
