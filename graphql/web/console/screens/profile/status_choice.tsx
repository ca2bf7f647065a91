/** The own status with what each means, what is said beside it, and whether it ends with the last page (F71). */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { OperatorStatus } from "../../../client/operator/graphql";
import { Button } from "../../parts/button";
import { RadioGroup } from "../../parts/radio_group";
import { Skeleton } from "../../parts/skeleton";
import { Switch } from "../../parts/switch";
import { TextField } from "../../parts/text_field";
import { tell } from "../../parts/toast_queue";
import { STATUSES, useMe, useToasts } from "../../shell";
import styles from "./status_choice.module.css";

export function StatusChoice() {
  const { t, i18n } = useLingui();
  const { me, setStatus } = useMe();
  const toasts = useToasts();
  const [typed, setTyped] = useState<string>();
  if (!me) {
    return <Skeleton of="text" />;
  }
  const { status, statusMessage, isAutoOffline } = me.operator;
  const message = typed ?? statusMessage ?? "";
  const set = async (input: Parameters<typeof setStatus>[0]) => {
    if (await setStatus(input)) {
      return true;
    }
    tell(toasts, { text: t`Your status could not be set. Try again.`, tone: "danger" });
    return false;
  };
  const say = async () => {
    if (await set({ status, message: message.trim() === "" ? null : message.trim() })) {
      setTyped(undefined);
    }
  };
  return (
    <>
      <RadioGroup
        label={t`Status`}
        isLabelHidden
        value={status}
        options={STATUSES.map(({ id, text, help }) => ({
          id,
          text: i18n._(text),
          help: i18n._(help),
        }))}
        onChange={(id) => void set({ status: id as OperatorStatus })}
      />
      <form
        className={styles.say}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void say();
        }}
      >
        <TextField
          label={t`What you say beside it`}
          placeholder={t`Back at 15:00`}
          maxLength={100}
          value={message}
          onChange={setTyped}
        />
        <Button type="submit" isDisabled={message.trim() === (statusMessage ?? "")}>
          <Trans>Save</Trans>
        </Button>
      </form>
      <Switch
        label={t`Offline when I close the last page`}
        help={t`A minute later. Switch it off if you work on a phone.`}
        isSelected={isAutoOffline}
        onChange={(is) => void set({ status, isAutoOffline: is })}
      />
    </>
  );
}
