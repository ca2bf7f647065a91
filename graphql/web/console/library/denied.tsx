/** In the place of a screen that whoever looks may not use: which permission is missing. */
import { Lock } from "lucide-react";
import { Empty } from "../parts/empty";

export function Denied({ text }: { text: string }) {
  return <Empty icon={Lock} text={text} />;
}
