/** Why the visitor cannot write, and what would change that. */
import { t } from "@lingui/core/macro";
import { Notice } from "../parts/notice";
import { useWidget } from "./use_widget";

export function Hindered() {
  const widget = useWidget();
  switch (widget.hindrance.value) {
    case "blocked":
      return <Notice icon="lock" tone="danger">{t`You cannot write here any more.`}</Notice>;
    case "deleted":
      return (
        <Notice icon="warning" tone="calm">
          {t`This chat was deleted. You can begin a new one: just write.`}
        </Notice>
      );
    case "identity":
      return (
        <Notice icon="lock" tone="calm">
          {widget.isIdentityRefused.value
            ? t`This page could not sign you in. Load it again, then write.`
            : t`Sign in on this page to write to us.`}
        </Notice>
      );
    default:
      return null;
  }
}
