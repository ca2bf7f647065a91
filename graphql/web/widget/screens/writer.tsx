/** Where one writes: grows with the text, takes files by button, clipboard and drop, and keeps what is typed. */
import { t } from "@lingui/core/macro";
import { useLayoutEffect, useRef } from "preact/hooks";
import { sizeOf } from "../live/composer";
import { IconButton } from "../parts/icon_button";
import { UploadChip } from "../parts/upload_chip";
import { isEnter } from "./keys";
import { useWidget } from "./use_widget";

/** From here on the length is told. */
const TOLD_PART = 0.9;

export function Writer() {
  const widget = useWidget();
  const { composer, limits } = widget;
  const { typing } = widget.follower;
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const text = composer.draft.value;
  const quoted = composer.quoted.value;
  const uploads = composer.uploads.value;
  const most = limits.messageTextMaxUnits;
  const isTooLong = text.length > most;
  const isEmpty = text.trim() === "" && uploads.every(({ state }) => state.value === "refused");
  const isBusy = composer.isSending.value;

  // biome-ignore lint/correctness/useExhaustiveDependencies: its height is that of the text.
  useLayoutEffect(() => {
    const element = field.current;
    if (element) {
      element.style.blockSize = "auto";
      element.style.blockSize = `${element.scrollHeight}px`;
    }
  }, [text]);
  // Whoever comes here is about to write; a phone's keyboard waits until they touch the field.
  useLayoutEffect(() => {
    if (quoted || !matchMedia("(pointer: coarse)").matches) {
      field.current?.focus();
    }
  }, [quoted]);

  const send = () => {
    if (!isTooLong) {
      void composer.send();
      field.current?.focus();
    }
  };
  return (
    <div class="writer">
      {quoted ? (
        <div class="writer-quoted">
          <span class="writer-quoted-text" dir="auto">
            {quoted.body || quoted.attachments[0]?.name}
          </span>
          <IconButton
            icon="close"
            label={t`Do not quote`}
            onPress={() => {
              composer.quoted.value = undefined;
            }}
          />
        </div>
      ) : null}
      {uploads.map((upload) => (
        <UploadChip
          key={upload.key}
          name={upload.file.name}
          detail={upload.reason.value || sizeOf(upload.file.size)}
          progress={upload.state.value === "running" ? upload.progress.value : undefined}
          isRefused={upload.state.value === "refused"}
          removeLabel={t`Remove`}
          onRemove={() => composer.removeUpload(upload)}
        />
      ))}
      {text.length > most * TOLD_PART ? (
        <span class="writer-length" data-over={isTooLong || undefined} role="status">
          {new Intl.NumberFormat(widget.language.value).format(most - text.length)}
        </span>
      ) : null}
      <div class="writer-row">
        <input
          ref={picker}
          class="writer-picker"
          type="file"
          multiple
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            composer.addFiles([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        <IconButton icon="attach" label={t`Attach files`} onPress={() => picker.current?.click()} />
        <textarea
          ref={field}
          class="writer-field"
          dir={text === "" ? undefined : "auto"}
          rows={1}
          aria-label={t`Your message`}
          placeholder={t`Your message`}
          aria-invalid={isTooLong || undefined}
          value={text}
          onInput={(event) => {
            composer.draft.value = event.currentTarget.value;
            typing.typed(event.currentTarget.value);
          }}
          onBlur={() => typing.stopped()}
          onKeyDown={(event) => {
            if (isEnter(event)) {
              event.preventDefault();
              send();
            }
          }}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length > 0) {
              event.preventDefault();
              composer.addFiles(files);
            }
          }}
        />
        <IconButton
          icon="send"
          label={t`Send`}
          isFilled
          isDisabled={isEmpty || isTooLong || isBusy}
          onPress={send}
        />
      </div>
    </div>
  );
}
