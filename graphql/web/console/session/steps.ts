/** What of signing in comes next, by what the server says is missing. */
import type { Failure } from "./refusal";
import { beginTotp, type Proof, type TotpSetup } from "./requests";

export type Step =
  /** Address and password, or the way to the identity provider. */
  | { kind: "pair" }
  | { kind: "code"; proof: Proof }
  /** The role asks for an authenticator app, and there is none yet. */
  | { kind: "app"; proof: Proof; setup: TotpSetup }
  | { kind: "recovery"; codes: readonly string[] };

/** The step that asks for what is missing; the failure itself where nothing more can be asked. */
export async function stepAfter(proof: Proof, failure: Failure): Promise<Step | Failure> {
  if (failure.kind !== "refused") {
    return failure;
  }
  switch (failure.code) {
    case "SECOND_FACTOR_REQUIRED":
      return { kind: "code", proof };
    case "TOTP_SETUP_REQUIRED": {
      const answer = await beginTotp(proof);
      return answer.kind === "done" ? { kind: "app", proof, setup: answer.body } : answer;
    }
    default:
      return failure;
  }
}
