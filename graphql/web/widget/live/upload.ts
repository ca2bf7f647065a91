/** One file on its way: begun by the desk, its bytes by PUT with progress, and finished. */
import { signal } from "@preact/signals";
import { newKey } from "../../live/key";
import { UPLOAD, UPLOADED } from "./documents";
import { fail, type Session } from "./session";

export type UploadState = "waiting" | "running" | "done" | "refused";

export class Upload {
  readonly key = newKey();
  readonly file: File;
  readonly state = signal<UploadState>("waiting");
  /** From 0 to 1. */
  readonly progress = signal(0);
  /** Why it was refused. */
  readonly reason = signal("");
  #attachmentId: string | undefined;
  #request: XMLHttpRequest | undefined;
  #running: Promise<void> | undefined;

  constructor(file: File) {
    this.file = file;
  }

  /** Its id, once it is done. */
  get attachmentId(): string | undefined {
    return this.#attachmentId;
  }

  refuse(reason: string): void {
    this.state.value = "refused";
    this.reason.value = reason;
  }

  cancel(): void {
    this.#request?.abort();
  }

  /** Sends it, once; a failure is told by its state. */
  run(origin: string, session: Session): Promise<void> {
    if (this.state.value === "waiting") {
      this.#running = this.#run(origin, session).catch((error: unknown) =>
        this.refuse((error as Error).message),
      );
    }
    return this.#running ?? Promise.resolve();
  }

  async #run(origin: string, session: Session): Promise<void> {
    this.state.value = "running";
    const { name, type, size } = this.file;
    const input = { name, contentType: type || null, sizeBytes: size };
    const { attachmentUploadBegin } = await session.ask(UPLOAD, { input });
    const { upload, userErrors } = attachmentUploadBegin;
    fail(userErrors);
    if (!upload) {
      throw new Error("The desk took no file.");
    }
    await this.#put(new URL(upload.url, origin).href);
    const finished = { input: { attachmentId: upload.attachment.id } };
    const { attachmentUploadFinish } = await session.ask(UPLOADED, finished);
    fail(attachmentUploadFinish.userErrors);
    this.#attachmentId = upload.attachment.id;
    this.state.value = "done";
  }

  /** `fetch` tells no progress of what it sends. */
  #put(url: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const put = new XMLHttpRequest();
      this.#request = put;
      put.upload.onprogress = ({ loaded, total }) => {
        this.progress.value = total > 0 ? loaded / total : 0;
      };
      put.onload = () => {
        if (put.status < 300) {
          resolve();
        } else {
          reject(new Error(messageOf(put.responseText, put.status)));
        }
      };
      put.onerror = () => reject(new Error("The line was cut."));
      put.onabort = () => reject(new Error("It was taken back."));
      put.open("PUT", url);
      put.send(this.file);
    });
  }
}

function messageOf(text: string, status: number): string {
  try {
    const { message, error } = JSON.parse(text);
    return message ?? error?.message ?? `The desk answered ${status}.`;
  } catch {
    return `The desk answered ${status}.`;
  }
}
