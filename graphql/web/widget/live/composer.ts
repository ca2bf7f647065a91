/** What the visitor is about to send: text, files, what it answers, and who they are. */
import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { effect, signal } from "@preact/signals";
import type { Message } from "./own_chat";
import { Upload } from "./upload";
import type { Widget } from "./widget";

const QUOTED_UNITS = 200;

export class Composer {
  readonly draft = signal("");
  readonly quoted = signal<Message | undefined>(undefined);
  readonly uploads = signal<readonly Upload[]>([]);
  readonly isSending = signal(false);
  readonly name = signal("");
  readonly email = signal("");
  readonly #widget: Widget;

  constructor(widget: Widget) {
    this.#widget = widget;
    const { memory } = widget;
    this.draft.value = memory.get("draft") ?? "";
    effect(() => {
      const text = this.draft.value;
      if (text === "") {
        memory.remove("draft");
      } else {
        memory.set("draft", text);
      }
    });
  }

  empty(): void {
    for (const text of [this.draft, this.name, this.email]) {
      text.value = "";
    }
    this.uploads.value = [];
    this.quoted.value = undefined;
  }

  addFiles(files: readonly File[]): void {
    const { attachmentMaxBytes, messageAttachmentsMax } = this.#widget.limits;
    for (const file of files) {
      const upload = new Upload(file);
      if (
        this.uploads.value.filter(({ state }) => state.value !== "refused").length >=
        messageAttachmentsMax
      ) {
        upload.refuse(i18n._(msg`A message takes ${messageAttachmentsMax} files.`));
      } else if (file.size > attachmentMaxBytes) {
        const size = sizeOf(attachmentMaxBytes);
        upload.refuse(i18n._(msg`Too large: at most ${size} a file.`));
      } else if (this.#widget.session.secret.value && !this.#widget.session.consent.value) {
        void upload.run(this.#widget.settings.origin, this.#widget.session);
      }
      this.uploads.value = [...this.uploads.value, upload];
    }
  }

  removeUpload(upload: Upload): void {
    upload.cancel();
    this.uploads.value = this.uploads.value.filter((other) => other !== upload);
  }

  /** What is in the composer goes on its way; it stays there until it does. */
  async send(): Promise<void> {
    const body = this.draft.value.trim();
    const uploads = this.uploads.value.filter(({ state }) => state.value !== "refused");
    if ((body === "" && uploads.length === 0) || this.isSending.value) {
      return;
    }
    if (uploads.length > 0) {
      this.isSending.value = true;
      try {
        if (!(await this.#widget.mayWrite())) {
          return;
        }
        await Promise.all(
          uploads.map((upload) => upload.run(this.#widget.settings.origin, this.#widget.session)),
        );
      } catch {
        return;
      } finally {
        this.isSending.value = false;
      }
      if (uploads.some(({ state }) => state.value === "refused")) {
        return;
      }
    }
    const quoted = this.quoted.value;
    this.#widget.outbox.add({
      body,
      attachmentIds: uploads.flatMap(({ attachmentId }) => attachmentId ?? []),
      attachmentNames: uploads.map(({ file }) => file.name),
      quotedId: quoted?.id ?? null,
      quotedText: quoted?.body.slice(0, QUOTED_UNITS) ?? null,
      name: this.name.value.trim() || null,
      email: this.email.value.trim() || null,
    });
    this.draft.value = "";
    this.quoted.value = undefined;
    this.uploads.value = [];
    this.#widget.isDeleted.value = false;
    this.#widget.follower.typing.stopped();
    await this.#widget.outbox.drain();
  }
}

/** A size as people say it, in the language that is spoken. */
export function sizeOf(bytes: number): string {
  const [unit, count] =
    bytes >= 2 ** 20 ? ["megabyte", bytes / 2 ** 20] : ["kilobyte", Math.max(0.1, bytes / 1024)];
  const style = { style: "unit", unit: unit as string, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(i18n.locale, style).format(count as number);
}
