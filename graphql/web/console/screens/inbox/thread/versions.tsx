/** That a message was changed; a press shows what it said before. */
import { useLingui } from "@lingui/react/macro";
import { Button as AriaButton } from "react-aria-components/Button";
import { useQuery } from "urql";
import { graphql } from "../../../../client/operator";
import { Popover } from "../../../parts/popover";
import { Time } from "../../../parts/time";
import styles from "./versions.module.css";

const MESSAGE_VERSIONS = graphql(`
  query MessageVersions($id: ID!) {
    node(id: $id) {
      ... on Message {
        id
        version
        versions {
          version
          body
          replacedAt
        }
      }
    }
  }
`);

export function Versions({ messageId }: { messageId: string }) {
  const { t } = useLingui();
  return (
    <Popover
      title={t`What it said before`}
      placement="top start"
      trigger={<AriaButton className={styles.edited}>{t`edited`}</AriaButton>}
    >
      {() => <Earlier messageId={messageId} />}
    </Popover>
  );
}

function Earlier({ messageId }: { messageId: string }) {
  const [{ data }] = useQuery({
    query: MESSAGE_VERSIONS,
    variables: { id: messageId },
    requestPolicy: "network-only",
  });
  const versions = data?.node?.__typename === "Message" ? data.node.versions : [];
  return (
    <ol className={styles.versions}>
      {versions.map(({ version, body, replacedAt }) => (
        <li key={version} className={styles.version}>
          <p className={styles.text} dir="auto">
            {body}
          </p>
          <span className={styles.time}>
            <Time at={replacedAt} isFull />
          </span>
        </li>
      ))}
    </ol>
  );
}
