/** All that can be changed of one operator: who they are, how they sign in, what they see, and their leaving. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { OperatorPagesQuery, OperatorSettingsQuery } from "../../../client/operator/graphql";
import { useMe } from "../../shell";
import { Departure } from "./departure";
import { OperatorForm } from "./operator_form";
import styles from "./operator_page.module.css";
import { Picture } from "./picture";
import { SignInHelp } from "./sign_in_help";
import { WhyNot } from "./why_not";

export type Operator = OperatorPagesQuery["operators"]["nodes"][number];

interface OperatorPageProps {
  operator: Operator;
  colleagues: readonly Operator[];
  all: OperatorSettingsQuery;
}

export function OperatorPage({ operator, colleagues, all }: OperatorPageProps) {
  const { t } = useLingui();
  const { me } = useMe();
  const isMe = me?.operator.id === operator.id;
  const { name } = operator;
  return (
    <div className={styles.page}>
      <Picture operator={operator} />
      <OperatorForm operator={operator} all={all} />
      <Part title={t`What ${name} sees`}>
        <WhyNot operator={operator} />
      </Part>
      {isMe ? null : (
        <>
          {operator.isActive ? (
            <Part title={t`Signing in`}>
              <SignInHelp operator={operator} />
            </Part>
          ) : null}
          <Part title={operator.isActive ? t`Leaving` : t`Coming back`}>
            <Departure operator={operator} colleagues={colleagues} />
          </Part>
        </>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
