import type { Story } from "../gallery";
import { Avatar } from "./avatar";

const STATUSES = [
  { is: "online", label: "Online" },
  { is: "away", label: "Away" },
  { is: "offline", label: "Offline" },
] as const;
const [online, away, offline] = STATUSES;
const NAMES = ["Ana Kovac", "Ben Ortiz", "Ігор Бондар", "Marta", "ليلى حداد", "Olha Koval"];

export default {
  name: "Avatar",
  states: {
    small: <Avatar id="ana" name="Ana Kovac" size="small" />,
    plain: (
      <div className="gallery-row">
        {NAMES.map((name) => (
          <Avatar key={name} id={name} name={name} />
        ))}
      </div>
    ),
    large: <Avatar id="olha" name="Olha Koval" size="large" />,
    online: <Avatar id="olha" name="Olha Koval" status={online} />,
    away: <Avatar id="marta" name="Marta" status={away} />,
    offline: <Avatar id="ben" name="Ben Ortiz" status={offline} />,
    "without a name": <Avatar id="visitor-8" name="" />,
  },
} satisfies Story;
