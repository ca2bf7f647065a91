/**
 * The widget in the console's designer: its own screens and launcher, with settings that nobody has saved yet.
 * It asks the desk nothing, stores nothing and sends nothing.
 */
import { render } from "preact";
import type { Preview, Previewed, PreviewScreen } from "../preview/previewed";
import { inkOn } from "../tokens/ink";
import { directionOf } from "../words/language";
import type { Surroundings } from "./calls";
import type { Sent } from "./live/outbox";
import { Widget } from "./live/widget";
import host from "./loader/host.css?inline";
import { launcher } from "./loader/launcher";
import stage from "./preview.css?inline";
import { Panel } from "./screens/panel";
import type { Settings } from "./settings";
import { STYLES } from "./styles";

/** What the preview is known by to the parts that keep something: no channel has this key. */
const KEY = "(preview)";

class DrawnWidget extends Widget {
  refusal = "";

  override mayWrite(): Promise<boolean> {
    const isAsked = this.session.consent.value !== undefined;
    this.isConsentAsked.value = isAsked;
    return Promise.resolve(!isAsked && this.composer.uploads.value.length === 0);
  }

  override async agree(): Promise<void> {
    this.session.consent.value = undefined;
    this.isConsentAsked.value = false;
    await this.outbox.drain();
  }

  protected override deliver(): Promise<Sent> {
    return Promise.resolve({ refusal: this.refusal });
  }
}

/** Draws into an element, which has to contain what is fixed in it. */
export function createPreview(place: HTMLElement): Preview {
  const element = document.createElement("div");
  const root = element.attachShadow({ mode: "open" });
  const wrapper = document.createElement("div");
  const panel = document.createElement("div");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${host}\n${STYLES}\n${stage}`);
  root.adoptedStyleSheets = [sheet];
  wrapper.className = "wrapper";
  panel.className = "place";
  wrapper.append(panel);
  root.append(wrapper);
  place.append(element);

  let widget: DrawnWidget | undefined;
  let screen: PreviewScreen | undefined;
  let isOpenWanted: boolean | undefined;
  let button: ReturnType<typeof launcher> | undefined;

  const open = (isOpen: boolean): void => {
    const dialog = panel.querySelector("dialog");
    if (dialog && widget) {
      // By its attribute it takes no focus from the form beside it.
      dialog.open = isOpen;
      widget.isOpen.value = isOpen;
      button?.say(isOpen ? "open" : "closed");
    }
  };
  const around: Surroundings = {
    root,
    wrapper,
    language: undefined,
    isInline: () => false,
    emit: () => undefined,
    open: () => open(true),
    close: () => open(false),
    badge: (count) => button?.badge(count),
    speak: (language) => {
      wrapper.lang = language;
      wrapper.dir = directionOf(language);
    },
    refuse: () => undefined,
  };

  const show = async (told: Previewed): Promise<void> => {
    const settings = settingsOf(told);
    const opening = openingOf(told);
    wrapper.dataset["side"] = told.side;
    wrapper.dataset["theme"] = told.theme;
    wrapper.dataset["width"] = told.isPhone ? "phone" : "page";
    wrapper.style.setProperty("--accent", told.accent);
    wrapper.style.setProperty("--on-accent", inkOn(told.accent, told.onAccent));
    const next = launcher(settings);
    next.element.addEventListener("click", () => open(!widget?.isOpen.value));
    button?.element.remove();
    button = next;
    wrapper.append(next.element);

    widget ??= new DrawnWidget(settings, around, opening);
    widget.settings = settings;
    widget.opening = opening.widget;
    widget.refusal = told.refusal;
    const consent = told.consent;
    widget.session.consent.value = consent ? { ...consent, isGiven: false } : undefined;
    const isOther = told.screen !== screen;
    if (isOther) {
      screen = told.screen;
      widget.screen.value = told.screen === "consent" ? "chat" : told.screen;
    }
    if (isOther || !consent) {
      widget.isConsentAsked.value = told.screen === "consent" && consent !== null;
    }
    if (widget.language.value !== told.language || wrapper.lang === "") {
      await widget.speak(told.language);
    }
    keepingFocus(() => {
      if (widget) {
        render(<Panel widget={widget} />, panel);
      }
    });
    if (isOpenWanted !== told.isOpen) {
      isOpenWanted = told.isOpen;
      open(told.isOpen);
    } else {
      open(widget.isOpen.value);
    }
  };
  return {
    show,
    end: () => {
      render(null, panel);
      element.remove();
    },
  };
}

function settingsOf({ title, label, failure, accent, onAccent, side }: Previewed): Settings {
  const here = { key: KEY, origin: location.origin, app: "" };
  return { ...here, title, label, failure, accent, onAccent, side, layer: 0 };
}

function openingOf(told: Previewed) {
  const { greeting, closedText, isWithinHours: isOpen, language, operatorNames } = told;
  const { askName, askEmail, isIdentityRequired } = told;
  const asked = { askName, askEmail, isIdentityRequired };
  return {
    widget: {
      greeting,
      ...asked,
      isOpen,
      closedText,
      nextOpenAt: null,
      language,
      operatorNames,
      replyTimeMs: null,
    },
    limits: {
      attachmentMaxBytes: 0,
      messageAttachmentsMax: 0,
      messageTextMaxUnits: Number.MAX_SAFE_INTEGER,
    },
  };
}

/** Where one writes takes the focus when it comes; who is beside it keeps theirs. */
function keepingFocus(act: () => void): void {
  const had = document.activeElement;
  act();
  if (had instanceof HTMLElement && document.activeElement !== had) {
    had.focus({ preventScroll: true });
  }
}
