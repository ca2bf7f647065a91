/** An operator's picture, which colleagues see. */
import { Trans, useLingui } from "@lingui/react/macro";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { Avatar } from "../../parts/avatar";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { useSubmit } from "../../shell";
import { OPERATOR_SET_AVATAR } from "./documents";
import type { Operator } from "./operator_page";
import styles from "./picture.module.css";

/** As the server takes it. */
const MAX_BYTES = 262_144;

export function Picture({ operator }: { operator: Operator }) {
  const { t } = useLingui();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const { id, name, avatarUrl } = operator;
  const set = (image: string | null) =>
    submit(OPERATOR_SET_AVATAR, { input: { operatorId: id, image } });
  const take = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    if (file.size > MAX_BYTES) {
      setProblems({ "": t`The picture is too large: at most 256 kB.` });
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    await set(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
  };
  const problem = problems["image"] ?? problems[""];
  return (
    <div className={styles.form}>
      <div className={styles.picture}>
        <Avatar id={id} name={name} size="large" {...(avatarUrl && { picture: avatarUrl })} />
        <FileTrigger
          acceptedFileTypes={["image/png", "image/jpeg", "image/gif", "image/webp"]}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button isPending={isPending}>
            <Trans>Choose a picture</Trans>
          </Button>
        </FileTrigger>
        {avatarUrl ? (
          <Button tone="quiet" onPress={() => void set(null)}>
            <Trans>Take it away</Trans>
          </Button>
        ) : null}
      </div>
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
    </div>
  );
}
