/**
 * The window over the launcher: a dialog without a trap, which gives the focus back when it closes. On a
 * phone it is the whole screen, the page behind it rests, and the system's Back closes it.
 */
import { useSignalEffect } from "@preact/signals";
import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Widget } from "../live/widget";
import { Announcer } from "./announcer";
import { Before } from "./before";
import { Chat } from "./chat";
import { Home } from "./home";
import { WidgetContext } from "./use_widget";

interface PanelProps {
  widget: Widget;
}

const PHONE = "(max-width: 560px)";

export function Panel({ widget }: PanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { around, isOpen, settings } = widget;

  useSignalEffect(() => {
    const element = dialog.current;
    if (!isOpen.value) {
      element?.close();
    } else if (element && !element.open) {
      present(element, around.isInline());
      widget.opened();
    }
  });
  useEffect(() => followKeyboard(around.wrapper), [around]);

  // Another language is spoken by everything at once: what is typed stands elsewhere.
  const language = widget.language.value;
  const screen = widget.screen.value;
  return (
    <WidgetContext.Provider value={widget}>
      <dialog
        ref={dialog}
        class="panel"
        aria-label={settings.title}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.isComposing) {
            event.preventDefault();
            around.close();
          }
        }}
        onCancel={(event) => {
          event.preventDefault();
          around.close();
        }}
        onClose={() => isOpen.value && around.close()}
      >
        <Fragment key={language}>
          {screen === "home" ? <Home /> : screen === "before" ? <Before /> : <Chat />}
        </Fragment>
        <Announcer />
      </dialog>
    </WidgetContext.Provider>
  );
}

/** Shows it as the place asks. In an element of the page it takes no focus that nobody gave it. */
export function present(element: HTMLDialogElement, isInline: boolean): void {
  if (isInline) {
    element.open = true;
  } else if (matchMedia(PHONE).matches) {
    element.showModal();
  } else {
    element.show();
  }
}

/** The height that a phone's keyboard leaves: browsers tell the page's own, which goes on behind it. */
function followKeyboard(wrapper: HTMLElement): () => void {
  const view = window.visualViewport;
  const say = () => {
    wrapper.style.setProperty("--view-height", `${view?.height ?? innerHeight}px`);
    wrapper.style.setProperty("--view-start", `${view?.offsetTop ?? 0}px`);
  };
  say();
  view?.addEventListener("resize", say);
  view?.addEventListener("scroll", say);
  return () => {
    view?.removeEventListener("resize", say);
    view?.removeEventListener("scroll", say);
  };
}
