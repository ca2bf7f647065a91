/** One file on its way: begun by the server, its bytes by PUT with progress, and finished. */
import type { Client, CombinedError } from "@urql/core";
import { newKey } from "../../../../live/key";
import { Listeners } from "../../../../live/listeners";
import { CSRF_HEADER } from "../../../live/client";
import { UPLOAD_BEGIN, UPLOAD_FINISH } from "./composer_documents";

export type UploadState =
  | { kind: "running"; progress: number }
  | { kind: "done"; attachmentId: string }
  /** Without a reason: it was cut off on its way. */
  | { kind: "refused"; reason: string | undefined };

class Refused extends Error {}

/** What the server says against it; nothing where it was not reached. */
const refusal = (
  answer: { userErrors: readonly { message: string }[] } | null | undefined,
  error: CombinedError | undefined,
): Error => {
  const said = answer?.userErrors[0]?.message ?? error?.graphQLErrors[0]?.message;
  return said === undefined ? new Error("cut off") : new Refused(said);
};

export class Upload {
  readonly key = newKey();
  readonly changes = new Listeners();
  readonly file: File;
  #state: UploadState = { kind: "running", progress: 0 };
  #request: XMLHttpRequest | undefined;

  constructor(file: File) {
    this.file = file;
  }

  get state(): UploadState {
    return this.#state;
  }

  refuse(reason: string | undefined): void {
    this.#become({ kind: "refused", reason });
  }

  cancel(): void {
    this.#request?.abort();
  }

  async run(client: Client, chatId: string): Promise<void> {
    try {
      const { name, type, size } = this.file;
      const input = { chatId, name, contentType: type || null, sizeBytes: size };
      const begun = await client.mutation(UPLOAD_BEGIN, { input }).toPromise();
      const payload = begun.data?.attachmentUploadBegin;
      const upload = payload?.upload;
      if (!upload) {
        throw refusal(payload, begun.error);
      }
      await this.#put(upload.url);
      const finish = { input: { attachmentId: upload.attachment.id } };
      const finished = await client.mutation(UPLOAD_FINISH, finish).toPromise();
      const end = finished.data?.attachmentUploadFinish;
      if (!end?.attachment) {
        throw refusal(end, finished.error);
      }
      this.#become({ kind: "done", attachmentId: end.attachment.id });
    } catch (error) {
      this.refuse(error instanceof Refused ? error.message : undefined);
    }
  }

  #become(state: UploadState): void {
    this.#state = state;
    this.changes.tell();
  }

  /** `fetch` tells no progress of what it sends. */
  #put(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const put = new XMLHttpRequest();
      this.#request = put;
      put.upload.onprogress = ({ loaded, total }) =>
        this.#become({ kind: "running", progress: total > 0 ? loaded / total : 0 });
      put.onload = () => (put.status < 300 ? resolve() : reject(new Refused(messageOf(put))));
      put.onerror = () => reject(new Error("cut off"));
      put.onabort = put.onerror;
      const { pathname, search } = new URL(address, location.href);
      put.open("PUT", pathname + search);
      for (const [name, value] of Object.entries(CSRF_HEADER)) {
        put.setRequestHeader(name, value);
      }
      put.send(this.file);
    });
  }
}

function messageOf({ responseText, status }: XMLHttpRequest): string {
  try {
    const { message, error } = JSON.parse(responseText);
    return message ?? error?.message ?? String(status);
  } catch {
    return String(status);
  }
}
