/** What the company asks before the first message. */
import { t } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import type { VisitorAsk } from "../../client/visitor/graphql";
import { Button } from "../parts/button";
import { Field } from "../parts/field";
import { Head } from "./head";
import { useWidget } from "./use_widget";

/** As the desk looks at it: something, an `@`, and a name with a dot or without. */
const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function Before() {
  const widget = useWidget();
  const { composer, opening } = widget;
  const [isTried, setIsTried] = useState(false);
  const name = composer.name.value.trim();
  const email = composer.email.value.trim();

  const missing = (ask: VisitorAsk, value: string): string | undefined =>
    ask === "REQUIRED" && value === "" ? t`This is needed.` : undefined;
  const nameError = missing(opening.askName, name);
  const emailError =
    email !== "" && !EMAIL.test(email)
      ? t`Write it as name@example.org.`
      : missing(opening.askEmail, email);
  const hint = (ask: VisitorAsk) => (ask === "OPTIONAL" ? t`optional` : undefined);

  return (
    <>
      <Head />
      <form
        class="before"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (!nameError && !emailError) {
            widget.screen.value = "chat";
          } else {
            const form = event.currentTarget;
            requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
          }
        }}
      >
        <h2 class="before-title">{t`Before we begin`}</h2>
        <p class="before-text">{t`So that we know who we talk to.`}</p>
        {opening.askName === "NO" ? null : (
          <Field
            label={t`Name`}
            type="text"
            autocomplete="name"
            value={composer.name.value}
            hint={hint(opening.askName)}
            error={isTried ? nameError : undefined}
            onInput={(value) => {
              composer.name.value = value;
            }}
          />
        )}
        {opening.askEmail === "NO" ? null : (
          <Field
            label={t`Email`}
            type="email"
            autocomplete="email"
            value={composer.email.value}
            hint={hint(opening.askEmail)}
            error={isTried ? emailError : undefined}
            onInput={(value) => {
              composer.email.value = value;
            }}
          />
        )}
        <Button isSubmit>{t`Begin`}</Button>
      </form>
    </>
  );
}
