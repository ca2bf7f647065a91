import type { Story } from "../gallery";
import { FileName } from "./file_name";

export default {
  name: "FileName",
  states: {
    short: <FileName name="invoice.pdf" />,
    long: <FileName name={`${"a very long name ".repeat(6)}.pdf`} />,
    turned: <FileName name={"photo\u202egpj.exe"} />,
  },
} satisfies Story;
