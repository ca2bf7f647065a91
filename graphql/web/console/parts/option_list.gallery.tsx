import { User, Users } from "lucide-react";
import type { Story } from "../gallery";
import { OptionList } from "./option_list";

export default {
  name: "OptionList",
  states: {
    filled: (
      <OptionList
        label="To whom"
        options={[
          { id: "marta", text: "Marta", icon: User },
          { id: "pay", text: "Pay", help: "4 online", icon: Users },
          { id: "shop", text: "Shop", help: "Nobody is online.", icon: Users, isDisabled: true },
        ]}
      />
    ),
    empty: <OptionList label="To whom" options={[]} empty="Nobody of this name." />,
  },
} satisfies Story;
